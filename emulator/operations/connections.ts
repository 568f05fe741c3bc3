import { randomBytes } from 'node:crypto';
import type { Context } from '../context';
import { isObject } from '../input';
import { Problem } from '../problem';
import { type Call, listReply, type Reply, type Router } from '../router';
import type { Clock } from '../clock';
import type { ConnectionBody, StoredConnection } from '../state';
import type { EmulatorOptions } from '../types';
import { tokens } from './credentials';

/** How long an access token works. Assumed: an hour. */
const TOKEN_LIFETIME_MS = 3_600_000;

/** Operations `listConnections`, `getConnection` and `deleteConnection`. */
export function connectionRoutes(router: Router, context: Context): void {
	const { state, notifications, options } = context;
	const all = '/projects/{projectIdOrName}/connections';
	const one = `${all}/{connectionId}`;

	router.on('GET', all, ({ params, query }) => {
		const { id } = state.project(params.projectIdOrName);
		const found = state.connections.filter(
			({ connection: { projectId, provider, group, consumer } }) =>
				projectId === id &&
				(query.provider === undefined || provider === query.provider) &&
				(query.groupRef === undefined || group.groupRef === query.groupRef) &&
				(query.consumerRef === undefined || consumer.consumerRef === query.consumerRef),
		);
		return listReply(
			found.map((stored) => connectionBody(stored, options, 'list')),
			query,
			options.pageSize,
		);
	});

	router.on('GET', one, (call) => get(context, call));

	router.on('DELETE', one, ({ params }) => {
		const stored = state.connection(params.projectIdOrName, params.connectionId);
		if (state.installationsUsing(stored.connection.id).length) {
			const causes = ['the connection is used by an installation'];
			throw new Problem(options.inUseStatus ?? 400, 'The connection could not be deleted', { causes });
		}
		state.connections.splice(state.connections.indexOf(stored), 1);
		notifications.connectionEvent('connection.deleted', stored.connection);
		return { status: 204 };
	});
}

/** Schema `Connection`; with its API key, if the operation is one that returns it. */
export function connectionBody(
	{ connection, credentials }: StoredConnection,
	{ returnApiKey = 'get' }: Pick<EmulatorOptions, 'returnApiKey'>,
	operation: 'get' | 'list' | 'generate' | 'update' | 'installation',
): ConnectionBody {
	const isReturned = returnApiKey === 'always' || (returnApiKey === 'get' && operation === 'get');
	const { apiKey } = credentials;
	return isReturned && typeof apiKey === 'string' ? { ...connection, apiKey } : connection;
}

/** Tokens as the provider issues them now. */
export function issueTokens(clock: Clock): object {
	const [access, refresh] = [9, 9].map((size) => randomBytes(size).toString('hex'));
	return tokens(access, refresh, {
		issuedAt: clock.timestamp(),
		expiresAt: clock.timestamp(TOKEN_LIFETIME_MS),
	});
}

function get(context: Context, { params, query }: Call): Reply {
	const { state, options } = context;
	const stored = state.connection(params.projectIdOrName, params.connectionId);
	const { refresh } = query;
	if (refresh !== undefined && refresh !== 'force' && refresh !== 'ifExpired') {
		throw new Problem(400, 'Invalid refresh', {
			issues: [{ in: 'query', name: 'refresh', detail: 'must be force or ifExpired', value: refresh }],
		});
	}
	if (refresh === 'force' || (refresh === 'ifExpired' && hasExpired(stored, state.clock)))
		refreshTokens(context, stored);
	const body = connectionBody(stored, options, 'get');
	const issued = stored.credentials.oauth2AuthorizationCode;
	const withRefreshToken = query.includeRefreshToken === 'true';
	if (!isObject(issued) || (!withRefreshToken && query.includeCreds !== 'true')) return { status: 200, body };
	const shown = withRefreshToken ? issued : { ...issued, refreshToken: undefined };
	return { status: 200, body: { ...body, oauth2AuthorizationCode: shown } };
}

function hasExpired({ credentials }: StoredConnection, clock: Clock): boolean {
	const { accessToken } = (credentials.oauth2AuthorizationCode ?? {}) as {
		accessToken?: { expiresAt?: string };
	};
	return accessToken?.expiresAt !== undefined && Date.parse(accessToken.expiresAt) <= clock.now();
}

/** Renews the access token of an OAuth connection. Assumed: broken credentials stay broken, without a problem. */
function refreshTokens(
	{ state, notifications }: Context,
	{ connection, credentials }: StoredConnection,
): void {
	if (!connection.authScheme.startsWith('oauth2/') || connection.status === 'bad_credentials') return;
	if (credentials.oauth2AuthorizationCode) credentials.oauth2AuthorizationCode = issueTokens(state.clock);
	connection.status = 'created';
	connection.updateTime = state.clock.timestamp();
	notifications.connectionEvent('connection.refreshed', connection);
}
