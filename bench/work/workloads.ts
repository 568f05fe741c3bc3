import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Prepared } from '../emulator/client';
import { DELETIONS } from './deletions';
import { LISTS } from './lists';
import { script } from './script';
import { ampersand, CONCURRENCY, filter, httpRequest, jsonBody, locator } from './steps';
import { connections, eachId, LOOPED, oneItem, type Workload } from './workload';

const BROKEN = 'bad_credentials';
const WORKSPACE = 'acme';
const PARALLEL: INodeParameters = { maxConcurrency: CONCURRENCY };

const customers = ({ ids }: Prepared) =>
	ids.map((_, index) => ({ groupRef: `group-${index}`, consumerRef: `user-${index}`, key: `key-${index}` }));

/** The work that is measured. */
export const WORKLOADS: Workload[] = [
	get('get', 'Get', '$json.id', LOOPED),
	get('get-expression', 'Get, ID by an expression', '$json.id.trim()', 'likewise'),
	{
		id: 'generate',
		title: 'Generate',
		note: `${LOOPED}; one expression for the whole body, the cheapest way, against three in our node`,
		size: 1000,
		setting: connections,
		input: customers,
		runners: (prepared) => ({
			Ampersand: { steps: [ampersand(prepared, 'generate', newConnection())] },
			'HTTP Request': {
				steps: [],
				looped: [httpRequest(prepared, 'POST', '/connections:generate', jsonBody(newConnectionBody()))],
			},
			axios: script(prepared).generate(customers(prepared)),
		}),
		same: ({ group, provider }) => [(group as IDataObject).groupRef, provider],
	},
	{
		id: 'mixed',
		title: 'List, keep the broken, get and update each',
		note: 'three of them and a Filter node, where our Get Many filters by status itself',
		size: 1000,
		setting: connections,
		input: oneItem,
		runners: (prepared) => ({
			Ampersand: {
				steps: [
					ampersand(prepared, 'getAll', brokenOnes(), 'List'),
					ampersand(prepared, 'get', {
						connectionId: locator('={{ $json.id }}'),
						simplify: false,
						options: PARALLEL,
					}),
					ampersand(
						prepared,
						'update',
						{ connectionId: locator('={{ $json.id }}'), simplify: false, ...newWorkspace() },
						'Update',
					),
				],
			},
			'HTTP Request': {
				steps: [
					httpRequest(prepared, 'GET', '/connections', {}, 'List'),
					filter('status', BROKEN),
					httpRequest(prepared, 'GET', '/connections/{{ $json.id }}'),
					httpRequest(
						prepared,
						'PATCH',
						'/connections/{{ $json.id }}',
						jsonBody(newWorkspaceBody()),
						'Update',
					),
				],
			},
			axios: script(prepared).repair(BROKEN, WORKSPACE),
		}),
		same: ({ id, providerWorkspaceRef }) => [id, providerWorkspaceRef],
	},
	...LISTS,
	...DELETIONS,
];

/** @throws Error when there is none of this ID */
export function workloadOf(id: string): Workload {
	const workload = WORKLOADS.find((candidate) => candidate.id === id);
	if (!workload) throw new Error(`There is no workload ${id}`);
	return workload;
}

/** @param expression gives the connection's ID */
function get(id: string, title: string, expression: string, note: string): Workload {
	return {
		id,
		title,
		note,
		size: 1000,
		setting: connections,
		input: eachId,
		runners: (prepared) => ({
			Ampersand: {
				steps: [
					ampersand(prepared, 'get', {
						connectionId: locator(`={{ ${expression} }}`),
						simplify: false,
						options: PARALLEL,
					}),
				],
			},
			'HTTP Request': {
				steps: [],
				looped: [httpRequest(prepared, 'GET', `/connections/{{ ${expression} }}`)],
			},
			axios: script(prepared).get(prepared.ids),
		}),
	};
}

function brokenOnes(): INodeParameters {
	return { returnAll: true, simplify: false, filters: { status: [BROKEN] } };
}

function newConnection(): INodeParameters {
	return {
		provider: locator('apollo', 'name'),
		groupRef: '={{ $json.groupRef }}',
		consumerRef: '={{ $json.consumerRef }}',
		authScheme: 'apiKey',
		apiKey: '={{ $json.key }}',
		simplify: false,
		options: PARALLEL,
	};
}

function newConnectionBody(): string {
	const fields =
		'provider: "apollo", groupRef: $json.groupRef, consumerRef: $json.consumerRef, apiKey: $json.key';
	return `={{ { ${fields} } }}`;
}

function newWorkspace(): INodeParameters {
	return { updateFields: { providerWorkspaceRef: WORKSPACE }, options: PARALLEL };
}

function newWorkspaceBody(): string {
	return JSON.stringify({
		updateMask: ['providerWorkspaceRef'],
		connection: { providerWorkspaceRef: WORKSPACE },
	});
}
