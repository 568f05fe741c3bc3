import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { MAY_HAVE_SUCCEEDED } from '../../../shared/errors/networkError';
import { Failure } from '../../../shared/errors/failure';
import { isObject } from '../../../shared/values';
import { explainLater } from '../../explanation';
import { CHECK_PROJECT } from '../../hints';
import type { Operation } from '../../operation';
import { readCredentials } from './auth';
import { connectionIn } from './common';
import { textField } from '../common';
import { workspaceRefField } from './fields';
import { providerMetadataField, toMetadataMap } from './metadata';
import { withoutCredentials } from './simplify';

/** Optional information about a new connection; Create OAuth URL has one more. */
export const additionalFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['generate', 'oauthConnect'] } },
	[
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				textField(
					{
						displayName: 'Consumer Name',
						name: 'consumerName',
						description: 'Display name of the user. Defaults to the consumer ref.',
						placeholder: 'e.g. Jane Doe',
					},
					'body',
				),
				textField(
					{
						displayName: 'Group Name',
						name: 'groupName',
						description: 'Display name of the customer. Defaults to the group ref.',
						placeholder: 'e.g. Acme Corp',
					},
					'body',
				),
				textField(
					{
						displayName: 'Provider App ID',
						name: 'providerAppId',
						description: 'The OAuth app to use, if you have several for this provider',
						placeholder: 'e.g. 7d3e5f10-8c42-4b6a-9f1e-3a5c7b9d2e64',
						displayOptions: { show: { '/operation': ['oauthConnect'] } },
					},
					'body',
				),
				providerMetadataField('providerMetadata'),
				workspaceRefField('providerWorkspaceRef'),
			],
		},
	],
);

/** API operation `generateConnection`. */
export const generate: Operation = {
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate connection',
		description: 'Create a new connection from credentials you already have, such as an API key',
		routing: { request: { method: 'POST', url: '/projects/{projectIdOrName}/connections:generate' } },
	},
	action: { label: 'generate the connection', notFoundHint: CHECK_PROJECT },
	idempotent: false,
	convert: { 'additionalFields.providerMetadata': toMetadataMap },
	prepare(p, { body }) {
		Object.assign(body, readCredentials(p));
		const provider = p.text('provider');
		const scheme = p.oneOf('authScheme') ?? 'none';
		const catalogEntry = p.path('/providers/{provider}');
		return async (api) => {
			try {
				const connection = connectionIn(await api.send(), generate.action, MAY_HAVE_SUCCEEDED);
				return [withoutCredentials(connection)];
			} catch (error) {
				throw explainable(error, async () => schemeHint(await api.lookUp(catalogEntry), provider, scheme));
			}
		};
	},
};

/** The catalog is worth a request only if the refusal is about the credentials. */
function explainable(error: unknown, findHint: () => Promise<string | undefined>): unknown {
	const isRefused = error instanceof Failure && [400, 422].includes(error.details.status ?? 0);
	return isRefused && error.says(/auth|credential|scheme|grant|api ?key/i)
		? explainLater(error, findHint)
		: error;
}

/** Says so if the catalog has another auth scheme for the provider; the catalog may be newer than this node. */
function schemeHint(info: unknown, provider: string, scheme: string): string | undefined {
	if (!isObject(info) || typeof info.authType !== 'string') return undefined;
	const grantType = isObject(info.oauth2Opts) ? info.oauth2Opts.grantType : undefined;
	const expected = info.authType === 'oauth2' && grantType ? `oauth2/${String(grantType)}` : info.authType;
	if (expected.replace('PKCE', '') === scheme) return undefined;
	return `According to Ampersand's provider catalog, '${provider}' uses the auth scheme '${expected}', not '${scheme}'.`;
}
