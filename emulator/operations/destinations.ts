import { randomBytes } from 'node:crypto';
import { isObject, missingTexts, objectBody } from '../input';
import { type Issue, notFound, Problem } from '../problem';
import { listReply, type Router } from '../router';
import { type Destination, type EmulatorState, newId, now } from '../state';

const NAME = /^[A-Za-z0-9-]+$/;

/** Operations on destinations: only webhooks, which is what the trigger makes. */
export function destinationRoutes(
	router: Router,
	state: EmulatorState,
	settings: { allowHttp: boolean; pageSize?: number },
): void {
	const all = '/projects/{projectIdOrName}/destinations';
	const one = `${all}/{destination}`;

	router.on('POST', all, ({ params, body: raw }) => {
		const { id: projectId } = state.project(params.projectIdOrName);
		const body = objectBody(raw);
		const issues = destinationIssues(body, settings.allowHttp);
		if (issues.length) throw new Problem(422, 'The destination cannot be created', { issues });
		const name = String(body.name);
		if (state.destinations.some((other) => other.projectId === projectId && other.name === name)) {
			throw new Problem(422, 'A destination with this name already exists', {
				issues: [{ in: 'body', name: 'name', detail: 'must be unique within the project', value: name }],
			});
		}
		const destination: Destination = {
			id: newId(),
			projectId,
			name,
			type: 'webhook',
			metadata: body.metadata as Destination['metadata'],
			createTime: now(),
			updateTime: now(),
			secrets: { webhookSigningKey: newSigningKey() },
		};
		state.destinations.push(destination);
		return { status: 201, body: shown(destination, false) };
	});

	router.on('GET', all, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		const found = state.destinations.filter(({ projectId }) => projectId === id);
		return listReply(
			found.map((destination) => shown(destination, false)),
			query,
			settings.pageSize,
		);
	});

	// By name here, by ID below: so the API's description has it.
	router.on('GET', one, ({ params, query }) => {
		const destination = find(state, params.projectIdOrName, 'name', params.destination);
		if (query.rotate === 'true') destination.secrets.webhookSigningKey = newSigningKey();
		return { status: 200, body: shown(destination, query.includeSecrets === 'true') };
	});

	router.on('PATCH', one, ({ params, body: raw }) => {
		const destination = find(state, params.projectIdOrName, 'id', params.destination);
		const { updateMask, destination: values } = objectBody(raw);
		if (!Array.isArray(updateMask) || !isObject(values)) throw new Problem(400, 'Invalid update mask');
		const metadata = isObject(values.metadata) ? values.metadata : {};
		for (const mask of updateMask) {
			if (mask === 'name' && typeof values.name === 'string') destination.name = values.name;
			else if (mask === 'metadata.url' && typeof metadata.url === 'string')
				destination.metadata.url = metadata.url;
			else throw new Problem(400, `The emulator does not update ${String(mask)}`);
		}
		destination.updateTime = now();
		return { status: 200, body: shown(destination, false) };
	});

	router.on('DELETE', one, ({ params }) => {
		const destination = find(state, params.projectIdOrName, 'id', params.destination);
		state.destinations = state.destinations.filter((other) => other !== destination);
		state.destinationRoutes = state.destinationRoutes.filter(
			({ destinationId }) => destinationId !== destination.id,
		);
		return { status: 204 };
	});
}

function destinationIssues(body: Record<string, unknown>, allowHttp: boolean): Issue[] {
	const issues = missingTexts(body, ['name', 'type']);
	const { name, type, metadata } = body;
	if (typeof name === 'string' && name && (!NAME.test(name) || name.length > 64)) {
		issues.push({
			in: 'body',
			name: 'name',
			detail: 'may hold letters, numbers and dashes only, 64 at most',
		});
	}
	if (type !== 'webhook')
		issues.push({ in: 'body', name: 'type', detail: 'the emulator knows only webhook' });
	const url = isObject(metadata) ? metadata.url : undefined;
	if (typeof url !== 'string' || !URL.canParse(url)) {
		issues.push({ in: 'body', name: 'metadata.url', detail: 'must be a URL' });
	} else if (!url.startsWith('https://') && !allowHttp) {
		issues.push({ in: 'body', name: 'metadata.url', detail: 'must begin with https://', value: url });
	}
	return issues;
}

function find(state: EmulatorState, projectIdOrName: string, key: 'id' | 'name', value: string): Destination {
	const { id } = state.project(projectIdOrName);
	const found = state.destinations.find((one) => one.projectId === id && one[key] === value);
	if (!found) throw notFound('Destination', 'destination', value);
	return found;
}

function shown({ secrets, ...destination }: Destination, withSecrets: boolean): object {
	return withSecrets ? { ...destination, secrets } : destination;
}

function newSigningKey(): string {
	return `whsec_${randomBytes(24).toString('base64')}`;
}
