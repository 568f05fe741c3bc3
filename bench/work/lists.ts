import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Prepared, Setting } from '../emulator/client';
import { script } from './script';
import { ampersand, httpRequest, locator, splitOut, type Step, tokenPagination } from './steps';
import { connections, oneItem, type Workload } from './workload';

const CONNECTIONS = 10_000;
const PAGES = 50;

/** The most operations that the API sends in a page. */
const PAGE_SIZE = 1000;

const PAGINATION = 'with its pagination, then Split Out';
const ALL_FIELDS = 'returns all fields, because it would take another node to simplify them';

/** Lists in one response and in pages, each as our node returns it by default and with *Simplify* turned off. */
export const LISTS: Workload[] = [
	list('list', 'List in one response', connections, true),
	list('list-raw', 'List in one response, raw', connections, false),
	list('paged', `List in ${PAGES} pages`, inPages, true),
	list('paged-raw', `List in ${PAGES} pages, raw`, inPages, false),
	{
		id: 'operations',
		title: `Get Many Operations in ${PAGES} pages, raw`,
		note: PAGINATION,
		size: PAGES * PAGE_SIZE,
		setting: (size) => ({ connections: 1, operations: size }),
		input: oneItem,
		runners: (prepared) => ({
			Ampersand: { steps: [getOperations(prepared)] },
			'HTTP Request': {
				steps: [
					httpRequest(
						prepared,
						'GET',
						`${operationsPath(prepared)}?pageSize=${PAGE_SIZE}`,
						tokenPagination(),
					),
					splitOut('results'),
				],
			},
			axios: script(prepared).pages(operationsPath(prepared), { pageSize: PAGE_SIZE }),
		}),
	},
];

function list(id: string, title: string, setting: (size: number) => Setting, simplify: boolean): Workload {
	const isPaged = setting === inPages;
	const notes = [...(isPaged ? [PAGINATION] : []), ...(simplify ? [ALL_FIELDS] : [])];
	return {
		id,
		title,
		note: notes.join('; '),
		size: CONNECTIONS,
		repeats: 3,
		setting,
		input: oneItem,
		runners: (prepared) => ({
			Ampersand: { steps: [ampersand(prepared, 'getAll', { returnAll: true, simplify })] },
			'HTTP Request': {
				steps: isPaged
					? [httpRequest(prepared, 'GET', '/connections', tokenPagination()), splitOut('results')]
					: [httpRequest(prepared, 'GET', '/connections')],
			},
			axios: isPaged ? script(prepared).pages('/connections') : script(prepared).list(),
		}),
		...(simplify ? { same: ({ id: connection, status }: IDataObject) => [connection, status] } : {}),
	};
}

function inPages(size: number): Setting {
	return { connections: size, pageSize: Math.ceil(size / PAGES) };
}

function getOperations(prepared: Prepared): Step {
	const { id, integrationId } = prepared.installation;
	const parameters: INodeParameters = {
		resource: 'installation',
		integrationId: locator(integrationId),
		installationId: locator(id),
		returnAll: true,
		simplify: false,
	};
	return ampersand(prepared, 'getOperations', parameters);
}

function operationsPath({ installation: { id, integrationId } }: Prepared): string {
	return `/integrations/${integrationId}/installations/${id}/operations`;
}
