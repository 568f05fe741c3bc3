import { randomBytes } from 'node:crypto';
import type { Context } from '../context';
import { isObject, missingTexts, objectBody } from '../input';
import { type Issue, notFound, Problem } from '../problem';
import { listReply, type Router } from '../router';
import { type Destination, type DestinationMetadata, type EmulatorState, newId } from '../state';
import { kindIssues, MASKS, urlIssues } from './destinationKinds';

const NAME = /^[A-Za-z0-9-]+$/;

/** Operations `createDestination`, `listDestinations`, `getDestination`, `updateDestination`, `deleteDestination`. */
export function destinationRoutes(router: Router, { state, options }: Context): void {
	const all = '/projects/{projectIdOrName}/destinations';
	const one = `${all}/{destination}`;
	const allowHttp = options.allowHttpDestinations ?? false;

	router.on('POST', all, ({ params, body: raw }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const destination = create(state, projectId, objectBody(raw), allowHttp);
		state.destinations.push(destination);
		return { status: 201, body: responseBody(destination, false) };
	});

	router.on('GET', all, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		const found = state.destinations
			.filter(({ projectId }) => projectId === id)
			.map((destination) => responseBody(destination, false));
		return listReply(found, query, options.pageSize);
	});

	// By name as the description says, and by ID as Ampersand's command line uses it; below by ID only.
	router.on('GET', one, ({ params, query }) => {
		const destination = find(state, params, ['name', 'id']);
		if (query.rotate === 'true' && destination.type === 'webhook')
			destination.secrets.webhookSigningKey = newSigningKey();
		return { status: 200, body: responseBody(destination, query.includeSecrets === 'true') };
	});

	router.on('PATCH', one, ({ params, body }) => {
		const destination = find(state, params, ['id']);
		update(destination, objectBody(body), allowHttp);
		destination.updateTime = state.clock.timestamp();
		return { status: 200, body: responseBody(destination, false) };
	});

	router.on('DELETE', one, ({ params }) => {
		const destination = find(state, params, ['id']);
		state.destinations = state.destinations.filter((other) => other !== destination);
		if (options.keepRoutes) return { status: 204 };
		state.destinationRoutes = state.destinationRoutes.filter(
			({ destinationId }) => destinationId !== destination.id,
		);
		return { status: 204 };
	});
}

function create(
	state: EmulatorState,
	projectId: string,
	body: Record<string, unknown>,
	allowHttp: boolean,
): Destination {
	const issues = [...missingTexts(body, ['name']), ...nameIssues(body.name), ...kindIssues(body, allowHttp)];
	if (issues.length) throw new Problem(422, 'The destination cannot be created', { issues });
	const name = String(body.name);
	if (state.destinations.some((other) => other.projectId === projectId && other.name === name)) {
		throw new Problem(422, 'A destination with this name already exists', {
			issues: [{ in: 'body', name: 'name', detail: 'must be unique within the project', value: name }],
		});
	}
	const type = String(body.type);
	const given = isObject(body.secrets) ? (body.secrets as Record<string, string>) : {};
	const createTime = state.clock.timestamp();
	return {
		id: newId(),
		projectId,
		name,
		type,
		metadata: (isObject(body.metadata) ? body.metadata : {}) as DestinationMetadata,
		createTime,
		updateTime: createTime,
		secrets: type === 'webhook' ? { webhookSigningKey: newSigningKey() } : given,
	};
}

function nameIssues(name: unknown): Issue[] {
	if (typeof name !== 'string' || !name || (NAME.test(name) && name.length <= 64)) return [];
	const detail = 'may contain only letters, numbers and dashes, at most 64';
	return [{ in: 'body', name: 'name', detail, value: name }];
}

function update(destination: Destination, body: Record<string, unknown>, allowHttp: boolean): void {
	const { updateMask, destination: values } = body;
	if (!Array.isArray(updateMask) || !updateMask.every((mask) => MASKS.includes(String(mask)))) {
		throw new Problem(400, 'Invalid update mask', { remedy: `Allowed masks: '${MASKS.join(', ')}'` });
	}
	if (!isObject(values)) throw new Problem(400, 'Missing destination');
	const metadata = isObject(values.metadata) ? values.metadata : {};
	const issues = [
		...(updateMask.includes('name') ? [...missingTexts(values, ['name']), ...nameIssues(values.name)] : []),
		...(updateMask.includes('metadata.url') ? urlIssues(metadata.url, allowHttp) : []),
	];
	if (issues.length) throw new Problem(422, 'The destination cannot be updated', { issues });
	for (const mask of updateMask as string[]) {
		const [where, field] = mask.split('.');
		if (field === undefined) destination.name = String(values.name);
		else {
			const target = where === 'metadata' ? destination.metadata : destination.secrets;
			const source = values[where];
			Object.assign(target, { [field]: isObject(source) ? source[field] : undefined });
		}
	}
}

function find(state: EmulatorState, params: Record<string, string>, keys: Array<'id' | 'name'>): Destination {
	const { id } = state.project(params.projectIdOrName);
	const found = state.destinations.find(
		(destination) =>
			destination.projectId === id && keys.some((key) => destination[key] === params.destination),
	);
	if (!found) throw notFound('Destination', 'destination', params.destination);
	return found;
}

/** The one secret that responses have is the signing key of a webhook. */
function responseBody({ secrets, ...stored }: Destination, withSecrets: boolean): object {
	const destination = { ...stored, projectId: undefined };
	if (!withSecrets || destination.type !== 'webhook') return destination;
	return { ...destination, secrets: { webhookSigningKey: secrets.webhookSigningKey } };
}

function newSigningKey(): string {
	return `whsec_${randomBytes(24).toString('base64')}`;
}
