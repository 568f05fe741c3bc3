import type { Context } from '../context';
import { textsIn } from '../input';
import { notFound, Problem } from '../problem';
import { listReply, type Router } from '../router';
import { newId } from '../state';

const PROJECT = '/projects/{projectIdOrName}';

/** Operations on the routes that lead from events to topics, and from topics to destinations. */
export function routeRoutes(router: Router, context: Context): void {
	eventRoutes(router, context);
	destinationRoutes(router, context);
}

/** Operations `createEventTopicRoute`, `listEventTopicRoutes` and `deleteEventTopicRoute`. */
function eventRoutes(router: Router, { state, options }: Context): void {
	const all = `${PROJECT}/notification-event-topic-routes`;

	router.on('POST', all, ({ params, body }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const { eventType, topicId } = textsIn(body, ['eventType', 'topicId']);
		if (!state.ofProject('topics', params.projectIdOrName).some(({ id }) => id === topicId)) {
			throw new Problem(422, 'The route cannot be created', {
				issues: [{ in: 'body', name: 'topicId', detail: 'no topic has this ID', value: topicId }],
			});
		}
		const route = { id: newId(), eventType, topicId, projectId, createTime: state.clock.timestamp() };
		state.eventRoutes.push(route);
		return { status: 201, body: route };
	});

	router.on('GET', all, ({ params, query }) => {
		const found = state
			.ofProject('eventRoutes', params.projectIdOrName)
			.filter(
				({ topicId, eventType }) =>
					(query.topicId === undefined || topicId === query.topicId) &&
					(query.eventType === undefined || eventType === query.eventType),
			);
		return listReply(found, query, options.pageSize);
	});

	router.on('DELETE', `${all}/{routeId}`, ({ params: { projectIdOrName, routeId } }) => {
		const route = state.ofProject('eventRoutes', projectIdOrName).find(({ id }) => id === routeId);
		if (!route) throw notFound('Route', 'routeId', routeId);
		state.eventRoutes = state.eventRoutes.filter((other) => other !== route);
		return { status: 204 };
	});
}

/** Operations `createTopicDestinationRoute`, `listTopicDestinationRoutes` and `deleteTopicDestinationRoute`. */
function destinationRoutes(router: Router, { state, options }: Context): void {
	const all = `${PROJECT}/topic-destination-routes`;

	router.on('POST', all, ({ params: { projectIdOrName }, body }) => {
		const { id: projectId } = state.project(projectIdOrName);
		const { topicId, destinationId } = textsIn(body, ['topicId', 'destinationId']);
		if (!state.ofProject('topics', projectIdOrName).some(({ id }) => id === topicId)) {
			throw notFound('Topic', 'topicId', topicId);
		}
		if (!state.ofProject('destinations', projectIdOrName).some(({ id }) => id === destinationId)) {
			throw notFound('Destination', 'destinationId', destinationId);
		}
		const route = { id: newId(), topicId, destinationId, projectId, createTime: state.clock.timestamp() };
		state.destinationRoutes.push(route);
		return { status: 201, body: route };
	});

	router.on('GET', all, ({ params, query }) => {
		const found = state
			.ofProject('destinationRoutes', params.projectIdOrName)
			.filter(
				({ topicId, destinationId }) =>
					(query.topicId === undefined || topicId === query.topicId) &&
					(query.destinationId === undefined || destinationId === query.destinationId),
			);
		return listReply(found, query, options.pageSize);
	});

	router.on('DELETE', `${all}/{routeId}`, ({ params: { projectIdOrName, routeId } }) => {
		const route = state.ofProject('destinationRoutes', projectIdOrName).find(({ id }) => id === routeId);
		if (!route) throw notFound('Route', 'routeId', routeId);
		state.destinationRoutes = state.destinationRoutes.filter((other) => other !== route);
		return { status: 204 };
	});
}
