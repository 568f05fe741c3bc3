import type { INodeProperties } from 'n8n-workflow';
import type { Installation } from '../../../shared/api';
import { locator } from '../../../shared/fields';
import type { ParameterReader } from '../../parameters';
import { booleanField, byId, inQuery } from '../common/declare';
import { declareOnlyIf } from '../common/onlyIf';

/** The path of an integration's installations. */
export const INSTALLATIONS_PATH = '/projects/{projectIdOrName}/integrations/{integrationId}/installations';

/** The path of one installation. */
export const INSTALLATION_PATH = `${INSTALLATIONS_PATH}/{installationId}`;

/** What to do when the API can't find an integration. */
export const INTEGRATION_NOT_FOUND =
	"Check 'Project' and 'Integration': the integration must belong to the project, and the project to this API key.";

/** What to do when the API can't find an installation. */
export const INSTALLATION_NOT_FOUND =
	"Check 'Project', 'Integration', and 'Installation': the installation may have been deleted, or may belong to another integration.";

/** Only one task at a time may change an installation. */
export const installationLock = (p: ParameterReader): string => `installation ${p.text('installationId')}`;

type IntegrationField = Pick<INodeProperties, 'displayName' | 'description'> &
	Partial<Pick<INodeProperties, 'required'>>;

/** An integration, picked by its name. */
export const integrationLocator = (field: IntegrationField): INodeProperties =>
	locator(
		{ name: 'integrationId', ...field },
		'an integration',
		'getIntegrations',
		byId('e.g. 5f0c7a1e-9a43-4c7e-8d1b-0f2a6c9e4b35'),
	);

/** The integration that an operation works with. */
export const integrationField = integrationLocator({
	displayName: 'Integration',
	required: true,
	description: 'The integration that the installation belongs to',
});

/** The installation that an operation works with. */
export const installationField = locator(
	{
		displayName: 'Installation',
		name: 'installationId',
		required: true,
		description: 'The installation to work with',
	},
	'an installation',
	'getInstallations',
	byId('e.g. 8b1d4c3a-2f6e-4a57-b9c0-7e5d3f1a8c24'),
);

/** Conditions that an installation must meet. */
export const installationOnlyIf = declareOnlyIf(
	'installation',
	{
		groupRef: (entry) => groupOf(entry as Installation)?.groupRef,
		provider: (entry) => (entry as Installation).connection?.provider,
	},
	INSTALLATION_NOT_FOUND,
);

/** The customer who owns an installation. */
export function groupOf({ group, connection }: Installation): Installation['group'] {
	return group ?? connection?.group;
}

/** Whether to skip the sample read of Create and Update. */
export const skipSamplingOption = booleanField(
	'Skip Sampling',
	'skipSampling',
	'Whether to save the configuration without a sample read that checks it against the provider first',
	inQuery('skipSampling'),
);
