import type { Context } from '../context';
import { notFound, Problem } from '../problem';
import { listPage, type Router } from '../router';
import type { EmulatorState, StoredOperation } from '../state';
import { installationOf } from './installations';

const DEFAULT_PAGE_SIZE = 200;
const MAX_PAGE_SIZE = 1000;

/** Operations `listOperations` (the one list that always has pages), `getOperation` and `listOperationLogs`. */
export function operationRoutes(router: Router, { state }: Context): void {
	const project = '/projects/{projectIdOrName}';
	const one = `${project}/operations/{operationId}`;

	router.on(
		'GET',
		`${project}/integrations/{integrationId}/installations/{installationId}/operations`,
		({ params, query }) => {
			const { id } = installationOf(state, params);
			const found = state.operations
				.map(({ operation }) => operation)
				.filter(({ installationId }) => installationId === id);
			return listPage(found.reverse(), query, pageSizeOf(query));
		},
	);

	router.on('GET', one, ({ params }) => ({ status: 200, body: find(state, params).operation }));

	router.on('GET', `${one}/logs`, ({ params }) => ({ status: 200, body: find(state, params).logs }));
}

function pageSizeOf({ pageSize: value }: Record<string, string>): number {
	if (value === undefined) return DEFAULT_PAGE_SIZE;
	const pageSize = Number(value);
	if (/^\d+$/.test(value) && pageSize >= 1 && pageSize <= MAX_PAGE_SIZE) return pageSize;
	const detail = `must be a whole number from 1 to ${MAX_PAGE_SIZE}`;
	throw new Problem(400, 'Invalid page size', { issues: [{ in: 'query', name: 'pageSize', detail, value }] });
}

function find(state: EmulatorState, params: Record<string, string>): StoredOperation {
	const { id } = state.project(params.projectIdOrName);
	const found = state.operations.find(
		({ operation }) => operation.projectId === id && operation.id === params.operationId,
	);
	if (!found) throw notFound('Operation', 'operationId', params.operationId);
	return found;
}
