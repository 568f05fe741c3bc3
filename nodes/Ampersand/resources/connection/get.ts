import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { oneOf, yesOrNo } from '../../values';
import { labelOf } from './labels';

/** What to do when the connection is not there: the same for all that work on one. */
export const CONNECTION_NOT_FOUND =
	'Check Project and Connection: the connection may have been deleted, or belong to another project.';

/** Options of Get, shown together with the request options. */
export const getOptionFields: INodeProperties[] = [
	{
		displayName: 'Include Credentials',
		name: 'includeCreds',
		type: 'boolean',
		default: false,
		description:
			'Whether to return the access token and scopes of an OAuth2 connection. They will be saved with the execution.',
		routing: { send: { type: 'query', property: 'includeCreds' } },
	},
	{
		displayName: 'Include Refresh Token',
		name: 'includeRefreshToken',
		type: 'boolean',
		default: false,
		description:
			'Whether to return the refresh token too. It will be saved with the execution, and gives lasting access.',
		routing: { send: { type: 'query', property: 'includeRefreshToken' } },
	},
	{
		displayName: 'Refresh',
		name: 'refresh',
		type: 'options',
		default: 'ifExpired',
		description: 'Whether Ampersand should renew the access token first',
		options: [
			{ name: 'Force', value: 'force', description: 'Renew it in any case' },
			{ name: 'If Expired', value: 'ifExpired', description: 'Renew it only when it has expired' },
		],
		routing: { send: { type: 'query', property: 'refresh' } },
	},
];

export const get: Operation = {
	purpose: { label: 'get the connection', notFoundHint: CONNECTION_NOT_FOUND },
	answer: 'connection',
	shaped: true,
	prepare({ qs }) {
		for (const name of ['includeCreds', 'includeRefreshToken']) {
			if (yesOrNo(qs[name], labelOf(name))) qs[name] = true;
			else delete qs[name];
		}
		if (qs.refresh === undefined || qs.refresh === null || qs.refresh === '') delete qs.refresh;
		else qs.refresh = oneOf(qs.refresh, labelOf('refresh'), ['force', 'ifExpired']);
	},
};
