import type { IDataObject } from 'n8n-workflow';

/** The credential type that both nodes use, and that n8n's HTTP Request node can use as a predefined one. */
export const CREDENTIAL_TYPE = 'ampersandApi';

/** Where Ampersand's public API lives (`servers` of its OpenAPI description). */
export const DEFAULT_BASE_URL = 'https://api.withampersand.com/v1';

/** How a connection fares (`Connection.status`). */
export type ConnectionStatus = 'created' | 'working' | 'bad_credentials';

/** A customer's stored credential for one provider (schema `Connection`). */
export interface Connection extends IDataObject {
	id: string;
	provider: string;
	status: ConnectionStatus;
	authScheme: string;
	createTime: string;
	updateTime?: string;
	providerWorkspaceRef?: string;
	group?: { groupRef: string; groupName?: string };
	consumer?: { consumerRef: string; consumerName?: string };
}

/** One thing wrong with the input (schema `InputValidationIssue`). */
export interface ProblemIssue extends IDataObject {
	detail?: string;
	title?: string;
	in?: string;
	name?: string;
	value?: IDataObject[string];
}

/** A problem+json answer (RFC 9457; schemas `ApiProblem` and `InputValidationProblem`). All members are optional. */
export interface Problem {
	title?: string;
	detail?: string;
	remedy?: string;
	causes?: string[];
	requestId?: string;
	retryable?: boolean;
	retryAfter?: string;
	issues?: ProblemIssue[];
}

/** A response of the API, whatever its status. */
export interface ApiResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** Of a list that was read while it arrived: what was wanted of it, in place of the body. */
	entries?: IDataObject[];
}

/** What a request was for: `verb` completes the sentence 'Ampersand could not …'. */
export interface Action {
	label: string;
	/** What to do when the API does not find it. */
	notFoundHint: string;
}
