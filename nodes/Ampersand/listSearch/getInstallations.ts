import type { Installation } from '../../shared/api';
import { currentPathValue } from '../../shared/listSearch/currentValue';
import { listSearch } from '../../shared/listSearch/listSearch';
import {
	chooseById,
	consumerLabel,
	groupLabel,
	type Integration,
	integrationLabel,
	listOfProject,
	projectPath,
	withNames,
} from '../../shared/listSearch/projectLookup';
import { apiRequestAllItems } from '../../shared/transport/apiRequest';
import { groupOf, INTEGRATION_NOT_FOUND, integrationField } from '../resources/installation/fields';

const LIST_INSTALLATIONS = { label: 'list the installations', notFoundHint: INTEGRATION_NOT_FOUND };

/**
 * The installations of the chosen integration (API operation `listInstallations`), by customer, user, health, provider
 * or ID, such as `HubSpot sync · Acme Corp (group-123)`. Without the health: n8n keeps the label as it was when it was
 * chosen.
 */
export const getInstallations = listSearch(async (context) => {
	const project = projectPath(context, chooseById('installation'));
	const hint = chooseById('installation', integrationField.displayName);
	const path = `${project}/integrations/${currentPathValue(context, integrationField, hint)}/installations`;
	const [installations, integrations] = await withNames(
		apiRequestAllItems(context, path, LIST_INSTALLATIONS),
		// Without the integration's name the list is still of use.
		listOfProject<Integration>(context, project, 'integrations').catch(() => undefined),
	);
	const names = new Map(integrations?.map((integration) => [integration.id, integrationLabel(integration)]));
	return (installations as Installation[]).map((installation) => {
		const { id, integrationId, healthStatus, connection } = installation;
		const name = names.get(integrationId) ?? connection?.provider;
		return {
			name: [name, groupLabel(groupOf(installation))].filter(Boolean).join(' · '),
			value: id,
			keywords: [healthStatus, connection?.provider, connection?.id, consumerLabel(connection?.consumer)],
			detail: consumerLabel(connection?.consumer),
		};
	});
});
