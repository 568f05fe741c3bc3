/** Schema `Project`. */
export interface Project {
	id: string;
	name: string;
	appName: string;
	orgId: string;
	createTime: string;
}

/** Schema `ProviderInfo`. */
export interface Provider {
	name: string;
	displayName: string;
	authType: 'oauth2' | 'apiKey' | 'basic' | 'jwt' | 'custom' | 'none';
	baseURL: string;
	defaultModule: string;
	support: { proxy: boolean; [feature: string]: unknown };
	oauth2Opts?: Oauth2Opts;
	apiKeyOpts?: object;
	customOpts?: { inputs?: CustomAuthInput[]; multiStep?: boolean };
	metadata?: { input: MetadataInput[] };
}

/** Schema `Oauth2Opts`. */
export interface Oauth2Opts {
	grantType: 'authorizationCode' | 'authorizationCodePKCE' | 'clientCredentials' | 'password';
	tokenURL: string;
	explicitScopesRequired: boolean;
	explicitWorkspaceRequired: boolean;
	tokenMetadataFields: object;
}

/** Schema `MetadataItemInput`. */
export interface MetadataInput {
	name: string;
	displayName: string;
	prompt?: string;
	docsURL?: string;
	defaultValue?: string;
	/** Modules that require it; default: all of them. */
	moduleDependencies?: Record<string, object>;
}

/** Schema `CustomAuthInput`. */
export interface CustomAuthInput {
	name: string;
	displayName: string;
	prompt?: string;
	docsURL?: string;
	/** Default: `fieldTypePassword`. */
	fieldType?: 'fieldTypeText' | 'fieldTypePassword';
}

/** Schema `ProviderApp`. */
export interface ProviderApp {
	id: string;
	projectId: string;
	provider: string;
	clientId: string;
	scopes: string[];
	createTime: string;
	updateTime: string;
}

/** Schema `Connection`. */
export interface ConnectionBody {
	id: string;
	projectId: string;
	provider: string;
	group: Group;
	consumer: { consumerRef: string; consumerName: string; projectId: string; createTime: string };
	authScheme: AuthScheme;
	status: 'created' | 'working' | 'bad_credentials';
	createTime: string;
	updateTime: string;
	providerWorkspaceRef?: string;
	providerMetadata?: Record<string, unknown>;
	apiKey?: string;
}

/** Auth schemes of schema `Connection`. */
export type AuthScheme =
	| 'none'
	| 'apiKey'
	| 'basic'
	| 'oauth2/authorizationCode'
	| 'oauth2/authorizationCodePKCE'
	| 'oauth2/clientCredentials'
	| 'oauth2/password';

/** Schema `Group`. */
export interface Group {
	groupRef: string;
	groupName: string;
	projectId: string;
	createTime: string;
}

/** A connection with the credentials that most responses leave out. */
export interface StoredConnection {
	connection: ConnectionBody;
	/** Credentials by the field that they were given in. */
	credentials: Record<string, unknown>;
}

/** Schema `Integration`. */
export interface Integration {
	id: string;
	projectId: string;
	name: string;
	provider: string;
	createTime: string;
	updateTime: string;
	latestRevision: { id: string; specVersion: string; createTime: string; content: IntegrationContent };
}

/** Schema `Integration-2`: what an integration consists of. */
export interface IntegrationContent {
	name: string;
	provider: string;
	displayName?: string;
	read?: { objects: Array<{ objectName: string; mapToName?: string; [field: string]: unknown }> };
	write?: { objects: Array<{ objectName: string }> };
	proxy?: { enabled: boolean };
}

/** Schema `Installation`, with the ID of its connection instead of the connection. */
export interface StoredInstallation {
	id: string;
	projectId: string;
	integrationId: string;
	connectionId: string;
	group: Group;
	healthStatus: 'healthy' | 'unhealthy';
	lastOperationStatus?: 'success' | 'failure' | 'in_progress';
	createTime: string;
	updateTime: string;
	/** Such as `consumer:{consumer-id}`. */
	createdBy: string;
	config: { id: string; revisionId: string; createTime: string; createdBy: string; content: ConfigContent };
	/** Objects whose scheduled reads are paused, which no schema shows. */
	pausedObjects: string[];
}

/** Schema `ConfigContent`. */
export interface ConfigContent {
	provider: string;
	read?: { objects: Record<string, { disabled?: boolean; [field: string]: unknown }> };
	write?: { objects?: Record<string, object> };
	subscribe?: { objects: Record<string, object> };
	proxy?: { enabled?: boolean };
}

/** Schema `Operation`. */
export interface Operation {
	id: string;
	projectId: string;
	integrationId: string;
	installationId: string;
	configId: string;
	actionType: 'read' | 'write' | 'subscribe';
	status: 'success' | 'failure' | 'in_progress';
	result?: string;
	metadata: {
		objects: string[];
		progress?: { installationId: string; objectName: string; operationId: string; recordsProcessed: number };
	};
	createTime: string;
}

/** Schema `Log`. */
export interface LogEntry {
	timestamp: string;
	severity: 'INFO' | 'ERROR';
	message: { msg: string; error?: string; operation_id: string; details?: Record<string, string> };
}

/** An operation with its logs. */
export interface StoredOperation {
	operation: Operation;
	logs: LogEntry[];
}

/** Schema `DestinationWithSecrets`, with all of the secrets. */
export interface Destination {
	id: string;
	projectId: string;
	name: string;
	type: string;
	metadata: DestinationMetadata;
	createTime: string;
	updateTime: string;
	secrets: Record<string, string>;
}

/** Metadata of all kinds of destination; each kind has its own fields. */
export interface DestinationMetadata {
	/** Of webhooks and Slack; the other kinds have none. */
	url: string;
	headers?: Record<string, string> | null;
	[field: string]: unknown;
}

/** Schema `Topic`. */
export interface Topic {
	id: string;
	projectId: string;
	name: string;
	createTime: string;
}

/** Schema `NotificationEventTopicRoute`. */
export interface EventRoute {
	id: string;
	projectId: string;
	eventType: string;
	topicId: string;
	createTime: string;
}

/** Schema `TopicDestinationRoute`. */
export interface DestinationRoute {
	id: string;
	projectId: string;
	topicId: string;
	destinationId: string;
	createTime: string;
}
