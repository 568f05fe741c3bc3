import { isObject, missingTexts, objectBody } from '../input';
import { notFound, Problem } from '../problem';
import { listReply, type Router } from '../router';
import { type EmulatorState, newId, now } from '../state';

/** Operations on topics, and on the routes that lead to and from them. */
export function topicRoutes(router: Router, state: EmulatorState, pageSize?: number): void {
	const project = '/projects/{projectIdOrName}';
	const within = <T extends { projectId: string }>(all: T[], projectIdOrName: string): T[] => {
		const { id } = state.project(projectIdOrName);
		return all.filter(({ projectId }) => projectId === id);
	};

	router.on('POST', `${project}/topics`, ({ params, body: raw }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const name = textIn(raw, ['name']).name;
		if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) {
			throw new Problem(422, 'The topic cannot be created', {
				issues: [
					{ in: 'body', name: 'name', detail: 'may hold letters, numbers and dashes only, 64 at most' },
				],
			});
		}
		if (within(state.topics, projectId).some((topic) => topic.name === name)) {
			throw new Problem(409, 'A topic with this name already exists in this project');
		}
		const topic = { id: newId(), name, projectId, createTime: now() };
		state.topics.push(topic);
		return { status: 201, body: topic };
	});

	router.on('GET', `${project}/topics`, ({ params, query }) =>
		listReply(within(state.topics, params.projectIdOrName), query, pageSize),
	);

	router.on('DELETE', `${project}/topics/{topicId}`, ({ params }) => {
		const topic = within(state.topics, params.projectIdOrName).find(({ id }) => id === params.topicId);
		if (!topic) throw notFound('Topic', 'topicId', params.topicId);
		state.topics = state.topics.filter((other) => other !== topic);
		state.eventRoutes = state.eventRoutes.filter(({ topicId }) => topicId !== topic.id);
		state.destinationRoutes = state.destinationRoutes.filter(({ topicId }) => topicId !== topic.id);
		return { status: 204 };
	});

	const eventRoutes = `${project}/notification-event-topic-routes`;
	router.on('POST', eventRoutes, ({ params, body: raw }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const { eventType, topicId } = textIn(raw, ['eventType', 'topicId']);
		if (!within(state.topics, projectId).some(({ id }) => id === topicId)) {
			throw new Problem(422, 'The route cannot be created', {
				issues: [{ in: 'body', name: 'topicId', detail: 'no topic has this ID', value: topicId }],
			});
		}
		const route = { id: newId(), eventType, topicId, projectId, createTime: now() };
		state.eventRoutes.push(route);
		return { status: 201, body: route };
	});

	router.on('GET', eventRoutes, ({ params, query }) => {
		const found = within(state.eventRoutes, params.projectIdOrName).filter(
			({ topicId, eventType }) =>
				(query.topicId === undefined || topicId === query.topicId) &&
				(query.eventType === undefined || eventType === query.eventType),
		);
		return listReply(found, query, pageSize);
	});

	router.on('DELETE', `${eventRoutes}/{routeId}`, ({ params }) => {
		const route = within(state.eventRoutes, params.projectIdOrName).find(({ id }) => id === params.routeId);
		if (!route) throw notFound('Route', 'routeId', params.routeId);
		state.eventRoutes = state.eventRoutes.filter((other) => other !== route);
		return { status: 204 };
	});

	const destinationRoutes = `${project}/topic-destination-routes`;
	router.on('POST', destinationRoutes, ({ params, body: raw }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const { topicId, destinationId } = textIn(raw, ['topicId', 'destinationId']);
		if (!within(state.topics, projectId).some(({ id }) => id === topicId)) {
			throw notFound('Topic', 'topicId', topicId);
		}
		if (!within(state.destinations, projectId).some(({ id }) => id === destinationId)) {
			throw notFound('Destination', 'destinationId', destinationId);
		}
		const route = { id: newId(), topicId, destinationId, projectId, createTime: now() };
		state.destinationRoutes.push(route);
		return { status: 201, body: route };
	});

	router.on('GET', destinationRoutes, ({ params, query }) => {
		const found = within(state.destinationRoutes, params.projectIdOrName).filter(
			({ topicId, destinationId }) =>
				(query.topicId === undefined || topicId === query.topicId) &&
				(query.destinationId === undefined || destinationId === query.destinationId),
		);
		return listReply(found, query, pageSize);
	});

	router.on('DELETE', `${destinationRoutes}/{routeId}`, ({ params }) => {
		const route = within(state.destinationRoutes, params.projectIdOrName).find(
			({ id }) => id === params.routeId,
		);
		if (!route) throw notFound('Route', 'routeId', params.routeId);
		state.destinationRoutes = state.destinationRoutes.filter((other) => other !== route);
		return { status: 204 };
	});
}

function textIn<Name extends string>(raw: unknown, names: Name[]): Record<Name, string> {
	const body = isObject(raw) ? raw : objectBody(raw);
	const issues = missingTexts(body, names);
	if (issues.length) throw new Problem(422, 'Fields are missing', { issues });
	return body as Record<Name, string>;
}
