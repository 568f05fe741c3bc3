import { randomBytes } from 'node:crypto';
import type { Context } from '../context';
import { missingTexts, objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import type { Reply, Router } from '../router';
import type { PendingOAuth, Provider } from '../state';
import { issueTokens } from './connections';
import { generate } from './generateConnection';
import { metadataIssues, missingMetadata } from './metadata';

/** How long the verifier behind the OAuth URL of a provider with PKCE is kept. */
export const PKCE_LIFETIME_MS = 600_000;

/** Operations `oauthConnect` and `oauthUpdate`. */
export function oauthRoutes(router: Router, context: Context): void {
	const { state, options } = context;

	router.on('POST', '/oauth-connect', ({ body: raw }) => {
		const body = objectBody(raw);
		// Older clients of Ampersand's send `projectId`.
		const project = body.projectIdOrName ?? body.projectId;
		const provider = state.provider(body.provider);
		const issues = [
			...missingTexts({ ...body, projectIdOrName: project }, [
				'projectIdOrName',
				'groupRef',
				'consumerRef',
				'provider',
			]),
			...metadataIssues(body.providerMetadata),
			...(body.provider ? consentIssues(provider, 'body', 'provider', body.provider) : []),
			...(provider && options.checkMetadata !== false ? missingMetadata(provider, body) : []),
		];
		if (issues.length || !provider) throw new Problem(400, 'The OAuth flow cannot be started', { issues });
		const { id } = state.project(String(project));
		return urlReply(context, provider, { projectId: id, body });
	});

	router.on('PATCH', '/projects/{projectIdOrName}/connections/{connectionId}:oauth-update', ({ params }) => {
		const { connection } = state.connection(params.projectIdOrName, params.connectionId);
		const provider = state.provider(connection.provider);
		const issues = consentIssues(provider, 'path', 'connectionId', connection.id);
		if (issues.length || !provider) throw new Problem(400, 'The OAuth flow cannot be started', { issues });
		const { id: connectionId, projectId } = connection;
		return urlReply(context, provider, { projectId, connectionId });
	});
}

/**
 * What happens when the customer opens an OAuth URL and gives consent.
 *
 * @throws Error when the URL is unknown, was used already, or has expired
 */
export function completeOAuth({ state, notifications }: Context, url: string): void {
	const key = new URL(url).searchParams.get('state') ?? '';
	const pending = state.oauth.get(key);
	if (!pending) throw new Error('This OAuth URL is unknown, or was used already');
	if (pending.expiresAt !== undefined && state.clock.now() >= pending.expiresAt)
		throw new Error('This OAuth URL has expired');
	state.oauth.delete(key);
	const oauth2AuthorizationCode = issueTokens(state.clock);
	if (pending.connectionId === undefined) {
		const body = { ...pending.body, oauth2AuthorizationCode };
		const stored = generate(state, pending.projectId, body, { checkMetadata: false });
		state.connections.push(stored);
		notifications.connectionEvent('connection.created', stored.connection);
		return;
	}
	const { connection, credentials } = state.connection(pending.projectId, pending.connectionId);
	credentials.oauth2AuthorizationCode = oauth2AuthorizationCode;
	connection.status = 'created';
	connection.updateTime = state.clock.timestamp();
	notifications.connectionEvent('connection.updated', connection);
}

/** The issues of a provider where no customer can give consent. */
function consentIssues(
	provider: Provider | undefined,
	where: Issue['in'],
	name: string,
	value: unknown,
): Issue[] {
	const issue = (detail: string): Issue[] => [{ in: where, name, detail, value }];
	if (!provider) return issue('unknown provider');
	const { authType, displayName, oauth2Opts } = provider;
	if (authType !== 'oauth2') return issue(`${displayName} has auth type ${authType}, not oauth2`);
	const { grantType = 'authorizationCode' } = oauth2Opts ?? {};
	if (grantType.startsWith('authorizationCode')) return [];
	return issue(`${displayName} has no consent page: its grant type is ${grantType}`);
}

function urlReply({ state }: Context, { name, oauth2Opts }: Provider, pending: PendingOAuth): Reply {
	const key = randomBytes(16).toString('hex');
	const isPkce = oauth2Opts?.grantType === 'authorizationCodePKCE';
	state.oauth.set(key, {
		...pending,
		expiresAt: isPkce ? state.clock.now() + PKCE_LIFETIME_MS : undefined,
	});
	const url = new URL(`https://login.${name.toLowerCase()}.example/oauth2/authorize`);
	url.searchParams.set('client_id', 'emulated-client');
	url.searchParams.set('redirect_uri', 'https://api.withampersand.com/callbacks/v1/oauth');
	url.searchParams.set('state', key);
	return { status: 200, body: url.href, contentType: 'text/plain; charset=utf-8' };
}
