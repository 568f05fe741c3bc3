import { randomBytes } from 'node:crypto';
import { generate } from './connections';
import type { Deliveries } from '../deliveries';
import { metadataIssues, missingTexts, objectBody } from '../input';
import { Problem } from '../problem';
import type { Reply, Router } from '../router';
import { tokens } from '../seed';
import { type EmulatorState, now, type PendingOAuth } from '../state';

/** Operations `oauthConnect` and `oauthUpdate`. */
export function oauthRoutes(router: Router, state: EmulatorState): void {
	router.on('POST', '/oauth-connect', ({ body: raw }) => {
		const body = objectBody(raw);
		const issues = missingTexts(body, ['projectIdOrName', 'groupRef', 'consumerRef', 'provider']);
		issues.push(...metadataIssues(body.providerMetadata));
		const provider = state.providers[String(body.provider)];
		if (body.provider && provider?.authType !== 'oauth2') {
			issues.push({
				in: 'body',
				name: 'provider',
				detail: 'is not a provider with OAuth2',
				value: body.provider,
			});
		}
		if (issues.length) throw new Problem(400, 'The OAuth flow cannot be started', { issues });
		const { id } = state.project(String(body.projectIdOrName));
		return urlReply(state, provider.name, { projectId: id, body });
	});

	router.on('PATCH', '/projects/{projectIdOrName}/connections/{connectionId}:oauth-update', ({ params }) => {
		const { connection } = state.connection(params.projectIdOrName, params.connectionId);
		if (state.providers[connection.provider]?.authType !== 'oauth2') {
			throw new Problem(400, 'The connection does not use OAuth2', {
				issues: [{ in: 'path', name: 'connectionId', detail: `has auth scheme ${connection.authScheme}` }],
			});
		}
		return urlReply(state, connection.provider, {
			projectId: connection.projectId,
			connectionId: connection.id,
		});
	});
}

/**
 * What happens when the customer opens an OAuth URL and gives consent.
 *
 * @throws Error when the URL is none of ours, or was used already
 */
export function completeOAuth(state: EmulatorState, deliveries: Deliveries, url: string): void {
	const key = new URL(url).searchParams.get('state') ?? '';
	const pending = state.oauth.get(key);
	if (!pending) throw new Error('This OAuth URL is not known, or was used already');
	state.oauth.delete(key);
	const signedIn = tokens(randomBytes(9).toString('hex'), randomBytes(9).toString('hex'));
	if (pending.connectionId === undefined) {
		const stored = generate(state, pending.projectId, { ...pending.body, oauth2AuthorizationCode: signedIn });
		state.connections.push(stored);
		deliveries.connectionEvent('connection.created', stored.connection);
		return;
	}
	const { connection, credentials } = state.connection(pending.projectId, pending.connectionId);
	credentials.oauth2AuthorizationCode = signedIn;
	connection.status = 'working';
	connection.updateTime = now();
	deliveries.connectionEvent('connection.updated', connection);
}

function urlReply(state: EmulatorState, provider: string, pending: PendingOAuth): Reply {
	const key = randomBytes(16).toString('hex');
	state.oauth.set(key, pending);
	const url = new URL(`https://login.${provider.toLowerCase()}.example/oauth2/authorize`);
	url.searchParams.set('client_id', 'emulated-client');
	url.searchParams.set('redirect_uri', 'https://api.withampersand.com/callbacks/v1/oauth');
	url.searchParams.set('state', key);
	return { status: 200, body: url.href, contentType: 'text/plain; charset=utf-8' };
}
