import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { applyAuth, requireFields, tidyFields } from './body';
import { providerMetadataField, textField } from './common';

const NAMES = ['groupName', 'consumerName', 'providerWorkspaceRef', 'providerMetadata'];

/** Facts about a new connection that may be left out; Create OAuth URL has one more. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: { show: { resource: ['connection'], operation: ['generate', 'oauthConnect'] } },
	options: [
		textField(
			'Consumer Name',
			'consumerName',
			'consumerName',
			'What to call the user; their ref if left out',
			'e.g. Jane Doe',
		),
		textField(
			'Group Name',
			'groupName',
			'groupName',
			'What to call the customer; its ref if left out',
			'e.g. Acme Corp',
		),
		{
			...textField(
				'Provider App ID',
				'providerAppId',
				'providerAppId',
				'Which of your OAuth apps to use, if you have several for the provider',
			),
			displayOptions: { show: { '/operation': ['oauthConnect'] } },
		},
		providerMetadataField('providerMetadata'),
		textField(
			'Provider Workspace Ref',
			'providerWorkspaceRef',
			'providerWorkspaceRef',
			"The customer's workspace at the provider, such as the Salesforce subdomain",
			'e.g. acme-corp',
		),
	],
};

export const generate: Operation = {
	purpose: {
		label: 'generate the connection',
		notFoundHint: 'Check Project: it must be the name or ID of a project that the API key belongs to.',
	},
	answer: 'connection',
	repeatable: false,
	prepare({ body }, input) {
		requireFields(body, ['provider', 'groupRef', 'consumerRef']);
		tidyFields(body, NAMES);
		applyAuth(body, body, input);
	},
};
