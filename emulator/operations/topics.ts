import type { Context } from '../context';
import { textsIn } from '../input';
import { notFound, Problem } from '../problem';
import { listReply, type Router } from '../router';
import { newId } from '../state';

/** Operations `createTopic`, `listTopics` and `deleteTopic`. */
export function topicRoutes(router: Router, { state, options }: Context): void {
	const all = '/projects/{projectIdOrName}/topics';

	router.on('POST', all, ({ params, body }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const { name } = textsIn(body, ['name']);
		if (!/^[A-Za-z0-9-]{1,64}$/.test(name)) {
			throw new Problem(422, 'The topic cannot be created', {
				issues: [
					{ in: 'body', name: 'name', detail: 'may contain only letters, numbers and dashes, at most 64' },
				],
			});
		}
		if (state.ofProject('topics', params.projectIdOrName).some((topic) => topic.name === name)) {
			throw new Problem(409, 'A topic with this name already exists in this project');
		}
		const topic = { id: newId(), name, projectId, createTime: state.clock.timestamp() };
		state.topics.push(topic);
		return { status: 201, body: topic };
	});

	router.on('GET', all, ({ params, query }) =>
		listReply(state.ofProject('topics', params.projectIdOrName), query, options.pageSize),
	);

	router.on('DELETE', `${all}/{topicId}`, ({ params }) => {
		const topic = state.ofProject('topics', params.projectIdOrName).find(({ id }) => id === params.topicId);
		if (!topic) throw notFound('Topic', 'topicId', params.topicId);
		state.topics = state.topics.filter((other) => other !== topic);
		if (options.keepRoutes) return { status: 204 };
		state.eventRoutes = state.eventRoutes.filter(({ topicId }) => topicId !== topic.id);
		state.destinationRoutes = state.destinationRoutes.filter(({ topicId }) => topicId !== topic.id);
		return { status: 204 };
	});
}
