import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { MAY_HAVE_SUCCEEDED } from '../../../shared/errors/networkError';
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
		return async (api) => [
			withoutCredentials(connectionIn(await api.send(), generate.action, MAY_HAVE_SUCCEEDED)),
		];
	},
};
