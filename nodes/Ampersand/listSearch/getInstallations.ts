import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Installation } from '../../shared/api';
import { currentPathValue } from '../../shared/listSearch/currentValue';
import { filterResults } from '../../shared/listSearch/filterResults';
import { apiRequestAllItems, withNodeError } from '../../shared/transport/apiRequest';
import {
	chooseById,
	consumerLabel,
	groupLabel,
	integrationLabel,
	listIntegrations,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';

const INTEGRATION = { name: 'integrationId', displayName: 'Integration' };

const LIST_INSTALLATIONS = {
	label: 'list the installations',
	notFoundHint:
		"Check 'Project' and 'Integration': the integration must belong to the project, and the project to this API key.",
};

/**
 * The installations of the chosen integration (API operation `listInstallations`), by customer, user, health,
 * provider or ID.
 */
export async function getInstallations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const [installations, integrations] = await withNodeError(this, async () => {
		const project = projectPath(this, chooseById('installation'));
		const hint = chooseById('installation', INTEGRATION.displayName);
		const path = `${project}/integrations/${currentPathValue(this, INTEGRATION, hint)}/installations`;
		return await withNames(
			apiRequestAllItems(this, path, LIST_INSTALLATIONS),
			// Without the integration's name the list is still of use.
			listIntegrations(this, project).catch(() => []),
		);
	});
	const names = new Map(integrations.map((integration) => [integration.id, integrationLabel(integration)]));
	const entries = (installations as Installation[]).map((installation) => ({
		name: installationLabel(installation, names.get(installation.integrationId)),
		value: installation.id,
		keywords: [
			installation.healthStatus,
			installation.connection?.provider,
			installation.connection?.id,
			consumerLabel(installation.connection?.consumer),
		],
		detail: consumerLabel(installation.connection?.consumer),
	}));
	return filterResults(filter, entries, paginationToken);
}

/** Such as `HubSpot sync · Acme Corp (group-123)`. Without the health: n8n keeps the label as it was when it was chosen. */
function installationLabel(installation: Installation, integrationName?: string): string {
	const { connection, group = connection?.group } = installation;
	return [integrationName ?? connection?.provider, groupLabel(group)].filter(Boolean).join(' · ');
}
