import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { WorkflowFile } from '../test/support/engine';
import type { Prepared, Setting } from './api';
import { script } from './script';
import { ampersand, byId, chain, CONCURRENCY, httpRequest, loop, type Step } from './workflows';

/** Who does the work. */
export const SIDES = ['Ampersand', 'HTTP Request', 'axios'] as const;
export type Side = (typeof SIDES)[number];

/** A way to do the work: a workflow, of which the last node's items count, or a script. */
export type Way = WorkflowFile | (() => Promise<IDataObject[]>);

/** A piece of work that every side can do. */
export interface Workload {
	id: string;
	title: string;
	/** What the HTTP Request node needs beside itself. */
	note: string;
	/** Items of the input, or connections of the list. */
	size: number;
	setting(size: number): Setting;
	/** What the start node emits. */
	input(prepared: Prepared): IDataObject[];
	ways(prepared: Prepared): Record<Side, Way>;
	/** What of an item must be the same whoever made it; default: everything. */
	same?(json: IDataObject): unknown;
}

const once = () => [{}];
const eachId = ({ ids }: Prepared) => ids.map((id) => ({ id }));
const connections = (size: number) => ({ connections: size });
const customers = ({ ids }: Prepared) =>
	ids.map((_, index) => ({ groupRef: `group-${index}`, consumerRef: `user-${index}`, key: `key-${index}` }));

const BROKEN = 'bad_credentials';
const hard: INodeParameters = { maxConcurrency: CONCURRENCY };
const list = (more: INodeParameters) => ({ returnAll: true, ...more });

/** The work that is measured. */
export const WORKLOADS: Workload[] = [
	{
		id: 'get',
		title: 'Get',
		note: 'in Loop Over Items, 100 at a time',
		size: 1000,
		setting: connections,
		input: eachId,
		ways: (prepared) => ({
			Ampersand: chain(
				ampersand(prepared, 'get', { connectionId: byId('={{ $json.id }}'), simplify: false, options: hard }),
			),
			'HTTP Request': loop(httpRequest(prepared, 'GET', '/{{ $json.id }}'), CONCURRENCY),
			axios: script(prepared).get(prepared.ids),
		}),
	},
	{
		id: 'list',
		title: 'List, one answer',
		note: '',
		size: 10_000,
		setting: connections,
		input: once,
		ways: (prepared) => ({
			Ampersand: chain(ampersand(prepared, 'getAll', list({ simplify: false }))),
			'HTTP Request': chain(httpRequest(prepared, 'GET', '')),
			axios: script(prepared).list(),
		}),
	},
	{
		id: 'simplified',
		title: 'List, one answer, simplified',
		note: 'returns the raw items',
		size: 10_000,
		setting: connections,
		input: once,
		ways: (prepared) => ({
			Ampersand: chain(ampersand(prepared, 'getAll', list({ simplify: true }))),
			'HTTP Request': chain(httpRequest(prepared, 'GET', '')),
			axios: script(prepared).list(),
		}),
		same: ({ id, provider, status }) => [id, provider, status],
	},
	{
		id: 'paged',
		title: 'List, 50 pages',
		note: 'with its pagination, then Split Out',
		size: 10_000,
		setting: (size) => ({ connections: size, pageSize: Math.ceil(size / 50) }),
		input: once,
		ways: (prepared) => ({
			Ampersand: chain(ampersand(prepared, 'getAll', list({ simplify: false }))),
			'HTTP Request': chain(httpRequest(prepared, 'GET', '', paged()), splitOut()),
			axios: script(prepared).pages(),
		}),
	},
	{
		id: 'generate',
		title: 'Generate',
		note: 'in Loop Over Items, 100 at a time; one expression makes the body',
		size: 1000,
		setting: connections,
		input: customers,
		ways: (prepared) => ({
			Ampersand: chain(ampersand(prepared, 'generate', newConnection())),
			'HTTP Request': loop(httpRequest(prepared, 'POST', ':generate', body()), CONCURRENCY),
			axios: script(prepared).generate(customers(prepared)),
		}),
		same: ({ group, provider }) => [(group as IDataObject).groupRef, provider],
	},
	{
		id: 'mixed',
		title: 'Mixed: list, keep the broken, get and update each',
		note: 'three of them, and Filter',
		size: 1000,
		setting: connections,
		input: once,
		ways: (prepared) => ({
			Ampersand: chain(
				ampersand(prepared, 'getAll', list({ simplify: false, filters: { status: [BROKEN] } }), 'List'),
				ampersand(prepared, 'get', { connectionId: byId('={{ $json.id }}'), simplify: false, options: hard }),
				ampersand(prepared, 'update', { connectionId: byId('={{ $json.id }}'), ...newWorkspace() }, 'Update'),
			),
			'HTTP Request': chain(
				httpRequest(prepared, 'GET', '', {}, 'List'),
				broken(),
				httpRequest(prepared, 'GET', '/{{ $json.id }}'),
				httpRequest(prepared, 'PATCH', '/{{ $json.id }}', update(), 'Update'),
			),
			axios: script(prepared).mend(BROKEN),
		}),
		same: ({ id, providerWorkspaceRef }) => [id, providerWorkspaceRef],
	},
];

/** The HTTP Request node's own pagination, as its documentation sets it up for a token. */
function paged(): INodeParameters {
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

function splitOut(): Step {
	const parameters = { fieldToSplitOut: 'results', include: 'noOtherFields', options: {} };
	return { name: 'Split Out', type: 'splitOut', parameters };
}

function newConnection(): INodeParameters {
	return {
		provider: byId('apollo'),
		groupRef: '={{ $json.groupRef }}',
		consumerRef: '={{ $json.consumerRef }}',
		authScheme: 'apiKey',
		apiKey: '={{ $json.key }}',
		options: hard,
	};
}

function body(): INodeParameters {
	const members =
		'provider: "apollo", groupRef: $json.groupRef, consumerRef: $json.consumerRef, apiKey: $json.key';
	return json(`={{ { ${members} } }}`);
}

function newWorkspace(): INodeParameters {
	return { updateFields: { providerWorkspaceRef: 'acme' }, options: hard };
}

function update(): INodeParameters {
	return json('{ "updateMask": ["providerWorkspaceRef"], "connection": { "providerWorkspaceRef": "acme" } }');
}

function json(jsonBody: string): INodeParameters {
	return { sendBody: true, contentType: 'json', specifyBody: 'json', jsonBody };
}

function broken(): Step {
	const condition = {
		id: 'condition-1',
		leftValue: '={{ $json.status }}',
		rightValue: BROKEN,
		operator: { type: 'string', operation: 'equals' },
	};
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	const conditions = { options, conditions: [condition], combinator: 'and' };
	return { name: 'Filter', type: 'filter', parameters: { conditions, options: {} } };
}
