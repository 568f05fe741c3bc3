import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import type { ParameterReader } from '../../parameters';

/** The path of one installation. */
export const INSTALLATION_PATH =
	'/projects/{projectIdOrName}/integrations/{integrationId}/installations/{installationId}';

/** What to do when the API can't find an installation. */
export const INSTALLATION_NOT_FOUND =
	"Check 'Project', 'Integration', and 'Installation': the installation may have been deleted, or may belong to another integration.";

/** Only one task at a time may change an installation. */
export const installationLock = (p: ParameterReader): string => `installation ${p.text('installationId')}`;

/** The integration and the installation that an operation works with. */
export const installationFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['installation'], operation: ['delete', 'get'] } },
	[
		{
			displayName: 'Integration',
			name: 'integrationId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The integration that the installation belongs to',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select an integration…',
					typeOptions: { searchListMethod: 'getIntegrations', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 5f0c7a1e-9a43-4c7e-8d1b-0f2a6c9e4b35',
				},
			],
		},
		{
			displayName: 'Installation',
			name: 'installationId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The installation to work with',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select an installation…',
					typeOptions: { searchListMethod: 'getInstallations', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 8b1d4c3a-2f6e-4a57-b9c0-7e5d3f1a8c24',
				},
			],
		},
	],
);
