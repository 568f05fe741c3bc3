import type { IDataObject } from 'n8n-workflow';

/** The credential type of both nodes, also available in n8n's HTTP Request node. */
export const CREDENTIAL_TYPE = 'ampersandApi';

/** Base URL of Ampersand's public API (`servers` of its OpenAPI description). */
export const DEFAULT_BASE_URL = 'https://api.withampersand.com/v1';

/** Base URL of Ampersand's read API (`servers` of operation `pauseReads`). */
export const READ_BASE_URL = 'https://read.withampersand.com/v1';

/** A customer's stored credential for one provider (schema `Connection`). */
export interface Connection extends IDataObject {
	id: string;
	provider: string;
	status: 'created' | 'working' | 'bad_credentials';
	authScheme: string;
	createTime: string;
	updateTime?: string;
	providerWorkspaceRef?: string;
	group?: { groupRef: string; groupName?: string };
	consumer?: { consumerRef: string; consumerName?: string };
}

/** A customer's use of an integration over a connection (schema `Installation`). */
export interface Installation extends IDataObject {
	id: string;
	integrationId: string;
	healthStatus: 'healthy' | 'unhealthy';
	createTime: string;
	updateTime?: string;
	lastOperationStatus?: string;
	group?: Connection['group'];
	connection?: Connection;
}

/** One reason why the API rejected the input (schema `InputValidationIssue`). */
export interface ProblemIssue extends IDataObject {
	detail?: string;
	title?: string;
	in?: string;
	name?: string;
	value?: IDataObject[string];
}

/** A problem+json response (RFC 9457; schemas `ApiProblem` and `InputValidationProblem`), in which any field may be missing. */
export interface Problem {
	title?: string;
	detail?: string;
	remedy?: string;
	/** Empty if it has none. */
	causes: string[];
	requestId?: string;
	retryable?: boolean;
	retryAfter?: string;
	/** Empty if it has none. */
	issues: ProblemIssue[];
}

/** A response of the API with any status. */
export interface ApiResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** What is known of the attempts at a request. */
export interface Attempts {
	/** How many times it was sent. */
	count: number;
	/** Whether it may have been processed although no response confirms it. */
	outcomeUnknown: boolean;
	/** Whether repeating it does no harm. */
	idempotent: boolean;
}

/** What a request is for. */
export interface Action {
	/** Completes the sentence "Couldn't …", for example 'list the connections'. */
	label: string;
	/** What to do about a response with status 404. */
	notFoundHint?: string;
	/** What to do about a response with another status, if this operation knows better than the general hint. */
	hints?: Partial<Record<number, string>>;
	/** What the form calls the place of an issue, such as `'Filters > Group Ref'`, and what to do there, in sentences. */
	placeOf?(issue: ProblemIssue): { label: string; advice: string } | undefined;
	/** The API's words in those of the form. */
	translate?(text: string): string;
}
