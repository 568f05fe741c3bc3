import type { Operation } from '../../operation';
import { booleanField, choiceField, inQuery, option } from '../common/declare';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, connectionLock, connectionOnlyIf } from './fields';
import { connectionOutput, includedCredentials } from './simplify';

/** An agent would send what it reads through its model's provider. */
const hiddenFromAgents = { displayOptions: { hide: { '@tool': [true] } } };

/** API operation `getConnection`. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get connection',
		description: 'Retrieve a connection and its status',
		routing: { request: { method: 'GET', url: CONNECTION_PATH } },
	},
	action: { label: 'get the connection', notFoundHint: CONNECTION_NOT_FOUND },
	fields: [connectionOnlyIf.field],
	output: connectionOutput,
	options: [
		booleanField(
			'Include Credentials',
			'includeCreds',
			'Whether to return the API key, or the access token and scopes of OAuth2. They are saved with the execution data.',
			{ ...hiddenFromAgents, ...inQuery('includeCreds') },
		),
		booleanField(
			'Include Refresh Token',
			'includeRefreshToken',
			'Whether to also return the refresh token. It is saved with the execution data and grants long-term access.',
			{ ...hiddenFromAgents, ...inQuery('includeRefreshToken') },
		),
		choiceField(
			'Refresh Access Token',
			'refresh',
			'ifExpired',
			'When to refresh the access token before returning the connection',
			[
				option('Always', 'force', 'Always refresh the access token'),
				option('If Expired', 'ifExpired', 'Refresh the access token only if it has expired'),
			],
			inQuery('refresh'),
		),
	],
	// A refresh token that can be used once must not be used twice at the same time.
	lock: (p) => (p.oneOf('options.refresh') === 'force' ? connectionLock(p) : undefined),
	prepare(p, { qs }) {
		const conditions = connectionOnlyIf.read(p);
		const included = { credentials: qs.includeCreds === true, refreshToken: qs.includeRefreshToken === true };
		const project = readProjection(p, connectionOutput);
		return async (api) => {
			const connection = entityIn(await api.send(), get.action, 'connection');
			conditions.check(connection);
			return [{ ...project(connection), ...includedCredentials(connection, included) }];
		};
	},
};
