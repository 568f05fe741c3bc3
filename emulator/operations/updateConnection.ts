import type { Context } from '../context';
import { isObject, objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import type { Router } from '../router';
import type { Clock } from '../clock';
import type { StoredConnection } from '../state';
import { connectionBody } from './connections';
import { credentialIssues } from './credentials';
import { assignMetadata } from './generateConnection';
import { metadataIssues } from './metadata';

/** Masks of an update that name credentials. */
const CREDENTIAL_MASKS = ['apiKey', 'basicAuth', 'oauth2ClientCredentials', 'oauth2PasswordCredentials'];

const MASKS = ['providerWorkspaceRef', 'providerMetadata', ...CREDENTIAL_MASKS];

/** Operation `updateConnection`. */
export function updateRoutes(router: Router, { state, notifications, options }: Context): void {
	router.on('PATCH', '/projects/{projectIdOrName}/connections/{connectionId}', ({ params, body }) => {
		const stored = state.connection(params.projectIdOrName, params.connectionId);
		update(stored, objectBody(body), state.clock);
		notifications.connectionEvent('connection.updated', stored.connection);
		return { status: 200, body: connectionBody(stored, options, 'update') };
	});
}

function update(stored: StoredConnection, body: Record<string, unknown>, clock: Clock): void {
	const { updateMask, connection: values } = body;
	if (!isMask(updateMask)) {
		throw new Problem(400, 'Invalid update mask', { remedy: `Allowed masks: '${MASKS.join(', ')}'` });
	}
	if (!isObject(values))
		throw new Problem(400, 'Missing connection', { remedy: 'Provide the new values in connection' });
	const { connection, credentials } = stored;
	const issues = updateMask.flatMap((mask) => issuesOf(mask, values, connection.authScheme));
	if (issues.length) throw new Problem(400, 'The connection cannot be updated', { issues });

	const masked = Object.fromEntries(updateMask.map((mask) => [mask, values[mask]]));
	assignMetadata(connection, masked);
	for (const mask of CREDENTIAL_MASKS) {
		if (masked[mask] === undefined) continue;
		credentials[mask] = masked[mask];
		connection.status = 'created';
	}
	connection.updateTime = clock.timestamp();
}

function isMask(value: unknown): value is string[] {
	return Array.isArray(value) && value.length > 0 && value.every((mask) => MASKS.includes(String(mask)));
}

function issuesOf(mask: string, values: Record<string, unknown>, authScheme: string): Issue[] {
	const name = `connection.${mask}`;
	if (values[mask] === undefined) return [{ in: 'body', name, detail: 'is in the mask, but has no value' }];
	if (mask === 'providerMetadata') return metadataIssues(values[mask]);
	if (!CREDENTIAL_MASKS.includes(mask)) return [];
	return credentialIssues(values, mask, authScheme).map((issue) => ({
		...issue,
		name: `connection.${issue.name}`,
	}));
}
