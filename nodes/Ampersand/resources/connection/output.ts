import type { INodeProperties } from 'n8n-workflow';
import { byLabel } from './labels';

const SHOWN = { resource: ['connection'], operation: ['get', 'getAll'] };

/** Fields of the simplified output, the most used first; n8n's guidelines ask for ten at most. */
export const SIMPLE_FIELDS = [
	'id',
	'provider',
	'status',
	'authScheme',
	'groupRef',
	'groupName',
	'consumerRef',
	'consumerName',
	'providerWorkspaceRef',
	'updateTime',
] as const;

/** Further fields that an AI agent may ask for by name. */
const RAW_FIELDS = [
	'consumer',
	'createTime',
	'group',
	'projectId',
	'providerApp',
	'providerConsumerRef',
	'providerMetadata',
];

const fieldOptions = [...SIMPLE_FIELDS, ...RAW_FIELDS]
	.map((value) => ({ name: titleOf(value), value }))
	.sort((a, b) => byLabel(a.name, b.name));

/** How much of a connection to return: a switch for people, a choice for AI agents. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: SHOWN, hide: { '@tool': [true] } },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		description: 'How much of each connection to return',
		displayOptions: { show: { ...SHOWN, '@tool': [true] } },
		options: [
			{ name: 'Raw', value: 'raw', description: 'Everything that the API answers' },
			{ name: 'Selected Fields', value: 'fields', description: 'Only the fields chosen below' },
			{ name: 'Simplified', value: 'simplified', description: 'The ten fields that matter most' },
		],
	},
	{
		displayName: 'Output Fields',
		name: 'outputFields',
		type: 'multiOptions',
		default: ['id', 'provider', 'status'],
		description: 'The fields to return',
		displayOptions: { show: { ...SHOWN, '@tool': [true], output: ['fields'] } },
		options: fieldOptions,
	},
];

function titleOf(name: string): string {
	const words = name.replace(/([A-Z])/g, ' $1');
	return words.charAt(0).toUpperCase() + words.slice(1).replace(/^d$/, 'D');
}
