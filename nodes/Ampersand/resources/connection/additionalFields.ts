import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { textField } from '../common/fields';
import { workspaceRefField } from './fields';
import { providerMetadataField } from './metadata';

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
