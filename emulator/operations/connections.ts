import type { Deliveries } from '../deliveries';
import { isObject, metadataIssues, missingTexts, objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import { type Call, listReply, type Reply, type Router } from '../router';
import { type ConnectionBody, type EmulatorState, newId, now, type StoredConnection } from '../state';

/** Masks of an update, with the auth scheme that each belongs to, if it does. */
const MASKS = new Map<string, string | undefined>([
	['providerWorkspaceRef', undefined],
	['providerMetadata', undefined],
	['apiKey', 'apiKey'],
	['basicAuth', 'basic'],
	['oauth2ClientCredentials', 'oauth2/clientCredentials'],
	['oauth2PasswordCredentials', 'oauth2/password'],
]);

/** Members that carry credentials: the auth scheme they make, the providers they fit, what they must hold. */
const CREDENTIALS: Record<string, { scheme: string; fits: string[]; members: string[] }> = {
	apiKey: { scheme: 'apiKey', fits: ['apiKey', 'custom'], members: [] },
	basicAuth: { scheme: 'basic', fits: ['basic'], members: ['username', 'password'] },
	oauth2ClientCredentials: {
		scheme: 'oauth2/clientCredentials',
		fits: ['oauth2'],
		members: ['clientId', 'clientSecret'],
	},
	oauth2PasswordCredentials: {
		scheme: 'oauth2/password',
		fits: ['oauth2'],
		members: ['username', 'password', 'clientId', 'clientSecret'],
	},
	oauth2AuthorizationCode: { scheme: 'oauth2/authorizationCode', fits: ['oauth2'], members: [] },
	customAuth: { scheme: 'none', fits: ['custom'], members: [] },
};

/** Operations `listConnections`, `generateConnection`, `getConnection`, `updateConnection`, `deleteConnection`. */
export function connectionRoutes(
	router: Router,
	state: EmulatorState,
	deliveries: Deliveries,
	settings: { inUseStatus: number; pageSize?: number },
): void {
	const all = '/projects/{projectIdOrName}/connections';
	const one = `${all}/{connectionId}`;

	router.on('GET', all, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		const found = state.connections
			.map(({ connection }) => connection)
			.filter(
				({ projectId, provider, group, consumer }) =>
					projectId === id &&
					(query.provider === undefined || provider === query.provider) &&
					(query.groupRef === undefined || group.groupRef === query.groupRef) &&
					(query.consumerRef === undefined || consumer.consumerRef === query.consumerRef),
			);
		return listReply(found, query, settings.pageSize);
	});

	router.on('POST', `${all}:generate`, ({ params, body }) => {
		const project = state.project(params.projectIdOrName);
		const stored = generate(state, project.id, objectBody(body));
		state.connections.push(stored);
		deliveries.connectionEvent('connection.created', stored.connection);
		return { status: 201, body: stored.connection };
	});

	router.on('GET', one, (call) => get(state, call));

	router.on('PATCH', one, ({ params, body }) => {
		const stored = state.connection(params.projectIdOrName, params.connectionId);
		update(stored, objectBody(body));
		deliveries.connectionEvent('connection.updated', stored.connection);
		return { status: 200, body: stored.connection };
	});

	router.on('DELETE', one, ({ params }) => {
		const stored = state.connection(params.projectIdOrName, params.connectionId);
		if (state.installationsUsing(stored.connection.id).length) {
			const causes = ['the connection is used by an installation'];
			throw new Problem(settings.inUseStatus, 'The connection could not be deleted', { causes });
		}
		state.connections.splice(state.connections.indexOf(stored), 1);
		deliveries.connectionEvent('connection.deleted', stored.connection);
		return { status: 204 };
	});
}

/** A new connection (schema `GenerateConnectionRequest`); 422 with issues when it cannot be. */
export function generate(
	state: EmulatorState,
	projectId: string,
	body: Record<string, unknown>,
): StoredConnection {
	const issues = missingTexts(body, ['groupRef', 'consumerRef', 'provider']);
	const provider = typeof body.provider === 'string' ? state.providers[body.provider] : undefined;
	if (body.provider && !provider) {
		issues.push({ in: 'body', name: 'provider', detail: `unknown provider`, value: body.provider });
	}
	issues.push(...metadataIssues(body.providerMetadata));
	const given = Object.keys(CREDENTIALS).filter((name) => body[name] !== undefined);
	for (const name of given) issues.push(...credentialIssues(name, body[name], provider?.authType));
	if (given.length > 1)
		issues.push({ in: 'body', name: given[1], detail: 'only one kind of credentials may be given' });
	if (issues.length) throw new Problem(422, 'The connection cannot be generated', { issues });

	const createTime = now();
	const text = (name: string, standard: string): string => String(body[name] ?? standard);
	const groupRef = text('groupRef', '');
	const consumerRef = text('consumerRef', '');
	const connection: ConnectionBody = {
		id: newId(),
		projectId,
		provider: text('provider', ''),
		group: { groupRef, groupName: text('groupName', groupRef), projectId, createTime },
		consumer: { consumerRef, consumerName: text('consumerName', consumerRef), projectId, createTime },
		authScheme: given.length ? CREDENTIALS[given[0]].scheme : 'none',
		status: 'created',
		createTime,
		updateTime: createTime,
	};
	assignMetadata(connection, body);
	return { connection, credentials: Object.fromEntries(given.map((name) => [name, body[name]])) };
}

function credentialIssues(name: string, value: unknown, authType?: string): Issue[] {
	const { fits, members } = CREDENTIALS[name];
	if (authType !== undefined && !fits.includes(authType)) {
		return [{ in: 'body', name, detail: `does not fit a provider with auth type ${authType}` }];
	}
	if (name === 'apiKey') {
		return typeof value === 'string' && value ? [] : [{ in: 'body', name, detail: 'must be a string' }];
	}
	if (!isObject(value)) return [{ in: 'body', name, detail: 'must be an object' }];
	return missingTexts(value, members).map((issue) => ({ ...issue, name: `${name}.${issue.name}` }));
}

function get(state: EmulatorState, { params, query }: Call): Reply {
	const { connection, credentials } = state.connection(params.projectIdOrName, params.connectionId);
	if (query.refresh !== undefined && query.refresh !== 'force' && query.refresh !== 'ifExpired') {
		throw new Problem(400, 'Invalid refresh', {
			issues: [{ in: 'query', name: 'refresh', detail: 'must be force or ifExpired', value: query.refresh }],
		});
	}
	const tokens = credentials.oauth2AuthorizationCode;
	const withRefreshToken = query.includeRefreshToken === 'true';
	if (!isObject(tokens) || (!withRefreshToken && query.includeCreds !== 'true')) {
		return { status: 200, body: connection };
	}
	const shown = withRefreshToken ? tokens : { ...tokens, refreshToken: undefined };
	return { status: 200, body: { ...connection, oauth2AuthorizationCode: shown } };
}

function update(stored: StoredConnection, { updateMask, connection: values }: Record<string, unknown>): void {
	const allowed = [...MASKS.keys()];
	if (
		!Array.isArray(updateMask) ||
		!updateMask.length ||
		!updateMask.every((mask) => allowed.includes(mask))
	) {
		throw new Problem(400, 'Invalid update mask', { remedy: `Allowed masks: '${allowed.join(', ')}'` });
	}
	if (!isObject(values))
		throw new Problem(400, 'Missing connection', { remedy: 'Give the new values in connection' });
	const issues: Issue[] = [];
	for (const mask of updateMask as string[]) {
		const name = `connection.${mask}`;
		const scheme = MASKS.get(mask);
		if (values[mask] === undefined)
			issues.push({ in: 'body', name, detail: 'is in the mask, but has no value' });
		else if (mask === 'providerMetadata') issues.push(...metadataIssues(values[mask]));
		if (scheme && scheme !== stored.connection.authScheme) {
			issues.push({
				in: 'body',
				name,
				detail: `the connection has auth scheme ${stored.connection.authScheme}`,
			});
		}
	}
	if (issues.length) throw new Problem(400, 'The connection cannot be updated', { issues });

	const masked = Object.fromEntries((updateMask as string[]).map((mask) => [mask, values[mask]]));
	assignMetadata(stored.connection, masked);
	for (const [mask, scheme] of MASKS) {
		if (!scheme || masked[mask] === undefined) continue;
		stored.credentials[mask] = masked[mask];
		stored.connection.status = 'created';
	}
	stored.connection.updateTime = now();
}

function assignMetadata(connection: ConnectionBody, body: Record<string, unknown>): void {
	if (typeof body.providerWorkspaceRef === 'string')
		connection.providerWorkspaceRef = body.providerWorkspaceRef;
	if (isObject(body.providerMetadata)) connection.providerMetadata = body.providerMetadata;
}
