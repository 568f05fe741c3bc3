import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Prepared, Setting } from '../emulator/client';
import type { Side } from '../results';
import { script } from './script';
import {
	ampersand,
	CONCURRENCY,
	filter,
	httpRequest,
	jsonBody,
	locator,
	splitOut,
	type Step,
	tokenPagination,
} from './steps';

/** Nodes one after the other; with `batchSize`, the last of them in Loop Over Items. */
export interface Steps {
	steps: Step[];
	batchSize?: number;
}

/** How a side does the work: nodes, of which the last one's items count, or a script. */
export type Runner = Steps | (() => Promise<IDataObject[]>);

/** The three sides' ways to do the same work. */
export type Runners = Record<Exclude<Side, 'axios'>, Steps> & { axios: () => Promise<IDataObject[]> };

/** A piece of work that every side can do. */
export interface Workload {
	id: string;
	title: string;
	/** What the HTTP Request node needs in addition. */
	note: string;
	/** Number of input items, or of connections in the list. */
	size: number;
	/** What the emulator holds. */
	setting(size: number): Setting;
	/** What the start node emits. */
	input(prepared: Prepared): IDataObject[];
	runners(prepared: Prepared): Runners;
	/** The part of an item that must be the same on every side; default: everything but secrets. */
	same?(json: IDataObject): unknown;
}

const LOOPED = 'in Loop Over Items, 100 at a time';
const BROKEN = 'bad_credentials';
const WORKSPACE = 'acme';
const PARALLEL: INodeParameters = { maxConcurrency: CONCURRENCY };

const connections = (size: number): Setting => ({ connections: size });
const oneItem = () => [{}];
const eachId = ({ ids }: Prepared) => ids.map((id) => ({ id }));
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
				steps: [httpRequest(prepared, 'POST', ':generate', jsonBody(newConnectionBody()))],
				batchSize: CONCURRENCY,
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
					ampersand(prepared, 'getAll', all({ filters: { status: [BROKEN] } }), 'List'),
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
					httpRequest(prepared, 'GET', '', {}, 'List'),
					filter('status', BROKEN),
					httpRequest(prepared, 'GET', '/{{ $json.id }}'),
					httpRequest(prepared, 'PATCH', '/{{ $json.id }}', jsonBody(newWorkspaceBody()), 'Update'),
				],
			},
			axios: script(prepared).repair(BROKEN, WORKSPACE),
		}),
		same: ({ id, providerWorkspaceRef }) => [id, providerWorkspaceRef],
	},
	{
		id: 'list',
		title: 'List in one response',
		note: '',
		size: 10_000,
		setting: connections,
		input: oneItem,
		runners: (prepared) => ({
			Ampersand: { steps: [ampersand(prepared, 'getAll', all())] },
			'HTTP Request': { steps: [httpRequest(prepared, 'GET', '')] },
			axios: script(prepared).list(),
		}),
	},
	{
		id: 'paged',
		title: 'List in 50 pages',
		note: 'with its pagination, then Split Out',
		size: 10_000,
		setting: (size) => ({ connections: size, pageSize: Math.ceil(size / 50) }),
		input: oneItem,
		runners: (prepared) => ({
			Ampersand: { steps: [ampersand(prepared, 'getAll', all())] },
			'HTTP Request': {
				steps: [httpRequest(prepared, 'GET', '', tokenPagination()), splitOut('results')],
			},
			axios: script(prepared).pages(),
		}),
	},
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
				steps: [httpRequest(prepared, 'GET', `/{{ ${expression} }}`)],
				batchSize: CONCURRENCY,
			},
			axios: script(prepared).get(prepared.ids),
		}),
	};
}

function all(more: INodeParameters = {}): INodeParameters {
	return { returnAll: true, simplify: false, ...more };
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
