import type { INodeParameters, OnError } from 'n8n-workflow';
import type { Prepared } from '../emulator/client';

/** How many requests each side may send at the same time: the most that our node's Max Concurrency allows. */
export const CONCURRENCY = 100;

/** A node of a workflow, without what can be derived. */
export interface Step {
	name: string;
	/** Without the package's name. */
	type: string;
	parameters: INodeParameters;
	webhookId?: string;
	onError?: OnError;
}

/** The node that a workflow on the engine starts with; it emits the input. */
export const START: Step = { name: 'Start', type: 'manualTrigger', parameters: {} };

/** Our node. */
export function ampersand(
	{ project }: Prepared,
	operation: string,
	parameters: INodeParameters,
	name = 'Ampersand',
): Step {
	const projectIdOrName = locator(project, 'name');
	return {
		name,
		type: 'ampersand',
		parameters: { resource: 'connection', operation, projectIdOrName, ...parameters },
	};
}

/** The value of a resource locator. */
export function locator(value: string, mode: 'id' | 'name' | 'ref' = 'id'): INodeParameters {
	return { __rl: true, mode, value };
}

/**
 * n8n's HTTP Request node with our credential, as a user sets it up.
 *
 * @param path below that of the project
 */
export function httpRequest(
	{ credential, project }: Prepared,
	method: string,
	path: string,
	more: INodeParameters = {},
	name = 'HTTP Request',
): Step {
	const url = `${credential.baseUrl}/projects/${project}${path}`;
	return {
		name,
		type: 'httpRequest',
		parameters: {
			method,
			url: path.includes('{{') ? `=${url}` : url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ampersandApi',
			options: {},
			...more,
		},
	};
}

/** Parameters of the HTTP Request node that send a body of JSON. */
export function jsonBody(body: string): INodeParameters {
	return { sendBody: true, contentType: 'json', specifyBody: 'json', jsonBody: body };
}

/** Parameters of the HTTP Request node that follow page tokens, as its documentation describes. */
export function tokenPagination(): INodeParameters {
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [
				{ type: 'qs', name: 'pageToken', value: '={{ $response.body.pagination?.nextPageToken }}' },
			],
		},
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.pagination.done }}',
		limitPagesFetched: false,
		requestInterval: 0,
	};
	return { options: { pagination: { pagination } } };
}

/** The node that makes an item of each entry of a field. */
export function splitOut(field: string, name = 'Split Out'): Step {
	const parameters = { fieldToSplitOut: field, include: 'noOtherFields', options: {} };
	return { name, type: 'splitOut', parameters };
}

/** The node that keeps the items whose field has a value. */
export function filter(field: string, value: string): Step {
	const condition = {
		id: 'condition-1',
		leftValue: `={{ $json.${field} }}`,
		rightValue: value,
		operator: { type: 'string', operation: 'equals' },
	};
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	const conditions = { options, conditions: [condition], combinator: 'and' };
	return { name: 'Filter', type: 'filter', parameters: { conditions, options: {} } };
}
