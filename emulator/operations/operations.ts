import type { Context } from '../context';
import { notFound } from '../problem';
import { listPage, type Router } from '../router';
import { integrationById } from './integrations';

const PATH =
	'/projects/{projectIdOrName}/integrations/{integrationId}/installations/{installationId}/operations';

/** As many operations a page as the description says. */
const PAGE_SIZE = 200;

/** Operation `listOperations`, the one list that always has pages. Assumed: one read for each installation. */
export function operationRoutes(router: Router, { state }: Context): void {
	router.on('GET', PATH, ({ params, query }) => {
		const { id } = integrationById(state, params.projectIdOrName, params.integrationId);
		const installation = state.installations.find(
			(other) => other.integrationId === id && other.id === params.installationId,
		);
		if (!installation) throw notFound('Installation', 'installationId', params.installationId);
		const { projectId, integrationId, id: installationId, config, lastOperationStatus } = installation;
		const read = {
			id: `${installationId}-1`,
			projectId,
			integrationId,
			installationId,
			configId: config.id,
			actionType: 'read',
			status: lastOperationStatus,
			createTime: installation.updateTime,
		};
		return listPage(lastOperationStatus ? [read] : [], query, Number(query.pageSize ?? PAGE_SIZE));
	});
}
