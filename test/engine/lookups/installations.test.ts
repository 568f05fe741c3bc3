import { byId, engineHarness, type EngineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const integration = ({ api }: EngineHarness, name: string) => {
	const { id } = api.state.project(PROJECT);
	const found = api.state.integrations.find((entry) => entry.projectId === id && entry.name === name);
	if (!found) throw new Error(`There is no integration ${name}`);
	return found;
};

const installationsOf = (harness: EngineHarness, name: string) => {
	const { id } = integration(harness, name);
	return harness.api.state.installations.filter(({ integrationId }) => integrationId === id);
};

describe.each([
	['one response', {}],
	['several pages', { pageSize: 1 }],
])('the dropdown of integrations, from %s of the API', (_, options) => {
	const harness = engineHarness(options);
	const lookups = lookupsOf(harness);

	it('lists those of the project', async () => {
		expect(await lookups.names('getIntegrations')).toEqual([
			'Apollo enrichment · Apollo',
			'HubSpot deals · HubSpot',
			'HubSpot sync · HubSpot',
			'Salesforce sync · Salesforce',
		]);
	});

	it.each(['hubspot sync', 'hubspot-sync', 'sync hubspot'])('finds %j', async (filter) => {
		const { results } = await lookups.search('getIntegrations', filter);
		expect(results).toEqual([
			{ name: 'HubSpot sync · HubSpot', value: integration(harness, 'hubspot-sync').id },
		]);
	});

	it('finds an integration by its ID', async () => {
		const { id } = integration(harness, 'hubspot-deals');
		expect(await lookups.names('getIntegrations', id)).toEqual(['HubSpot deals · HubSpot']);
	});
});

describe('the dropdown of integrations', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	it('shows the name of an integration without a display name', async () => {
		Object.assign(integration(harness, 'hubspot-sync').latestRevision.content, { displayName: undefined });
		expect(await lookups.names('getIntegrations', 'hubspot sync')).toEqual(['hubspot-sync · HubSpot']);
	});

	it('distinguishes integrations with the same display name', async () => {
		Object.assign(integration(harness, 'hubspot-deals').latestRevision.content, {
			displayName: 'HubSpot sync',
		});
		expect(await lookups.names('getIntegrations', 'hubspot')).toEqual([
			'HubSpot sync · HubSpot · hubspot-deals',
			'HubSpot sync · HubSpot · hubspot-sync',
		]);
	});

	it.each(['hubspot-sync', 'salesforceJWT'])(
		'finds an integration by %s, which it does not show',
		async (text) => {
			Object.assign(integration(harness, 'hubspot-sync'), { provider: 'salesforceJWT' });
			Object.assign(integration(harness, 'hubspot-sync').latestRevision.content, { displayName: 'Deals' });
			harness.api.state.providers.salesforceJWT.displayName = 'CRM';
			expect(await lookups.names('getIntegrations', text)).toEqual(['Deals · CRM']);
		},
	);

	it('shows an integration of which nothing but the name is known', async () => {
		const body = [{ id: 'integration-1', name: 'hubspot-sync' }];
		harness.api.fault({ match: { path: /\/integrations$/ }, respond: { status: 200, body } });
		expect(await lookups.names('getIntegrations')).toEqual(['hubspot-sync']);
	});

	it('shows plain provider names when only the catalog fails', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 400 } });
		expect(await lookups.names('getIntegrations', 'deals')).toEqual(['HubSpot deals · hubspot']);
	});
});

describe.each([
	['one response', {}],
	['several pages', { pageSize: 1 }],
])('the dropdown of installations, from %s of the API', (_, options) => {
	const harness = engineHarness(options);
	const lookups = lookupsOf(harness);
	const lookup = (name: string) => ({
		parameters: { projectIdOrName: byId(PROJECT), integrationId: byId(integration(harness, name).id) },
	});

	it('lists those of the chosen integration', async () => {
		const { results } = await lookups.search('getInstallations', '', lookup('hubspot-sync'));
		const ids = installationsOf(harness, 'hubspot-sync').map(({ id }) => id);
		expect(results.map(({ value }) => value).sort()).toEqual(ids.sort());
	});

	it('shows integration and customer, without the health, which n8n would keep with the workflow', async () => {
		const [{ id, group }] = installationsOf(harness, 'hubspot-sync');
		const { results } = await lookups.search('getInstallations', id, lookup('hubspot-sync'));
		expect(results).toEqual([{ name: `HubSpot sync · ${group.groupName} (${group.groupRef})`, value: id }]);
	});

	it('finds the unhealthy ones', async () => {
		Object.assign(installationsOf(harness, 'hubspot-sync')[0], { healthStatus: 'unhealthy' });
		const unhealthy = installationsOf(harness, 'hubspot-sync').filter(
			({ healthStatus }) => healthStatus === 'unhealthy',
		);
		const { results } = await lookups.search('getInstallations', 'unhealthy', lookup('hubspot-sync'));
		expect(results.map(({ value }) => value).sort()).toEqual(unhealthy.map(({ id }) => id).sort());
	});

	it('finds an installation by its connection', async () => {
		const [{ id, connectionId }] = installationsOf(harness, 'hubspot-sync');
		const { results } = await lookups.search('getInstallations', connectionId, lookup('hubspot-sync'));
		expect(results.map(({ value }) => value)).toEqual([id]);
	});
});

describe('the dropdown of installations', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const lookup = () => ({
		parameters: {
			projectIdOrName: byId(PROJECT),
			integrationId: byId(integration(harness, 'hubspot-deals').id),
		},
	});

	it('shows the provider when only the names of integrations fail', async () => {
		harness.api.fault({ match: { path: /\/integrations$/ }, times: Infinity, respond: { status: 400 } });
		const [{ group }] = installationsOf(harness, 'hubspot-deals');
		expect(await lookups.names('getInstallations', '', lookup())).toEqual([
			`hubspot · ${group.groupName} (${group.groupRef})`,
		]);
	});

	it('finds an installation of which nothing but the customer and the health is known', async () => {
		const installation = { id: 'i-1', healthStatus: 'unhealthy', group: { groupRef: 'g-1' } };
		harness.api.fault({
			match: { path: /\/installations$/ },
			respond: { status: 200, body: [installation] },
		});
		expect(await lookups.names('getInstallations', 'unhealthy', lookup())).toEqual(['g-1']);
	});

	it('distinguishes two users of one customer', async () => {
		const [installation] = installationsOf(harness, 'hubspot-deals');
		const { connection } = harness.api.state.connection(PROJECT, installation.connectionId);
		const other = harness.api.state.connections.find(
			(stored) => stored.connection.projectId === connection.projectId && stored.connection !== connection,
		);
		if (!other) throw new Error('There is no other connection');
		const connectionId = other.connection.id;
		harness.api.state.installations.push({ ...installation, id: 'another', connectionId });
		const { group } = installation;
		const label = `HubSpot deals · ${group.groupName} (${group.groupRef})`;
		const users = [connection, other.connection].map(
			({ consumer }) => `${label} · ${consumer.consumerName} (${consumer.consumerRef})`,
		);
		expect((await lookups.names('getInstallations', '', lookup())).sort()).toEqual(users.sort());
	});

	it('shows the customer of the connection when the installation names none', async () => {
		const [installation] = installationsOf(harness, 'hubspot-deals');
		const { group } = harness.api.state.connection(PROJECT, installation.connectionId).connection;
		Object.assign(installation, { group: undefined });
		expect(await lookups.names('getInstallations', '', lookup())).toEqual([
			`HubSpot deals · ${group.groupName} (${group.groupRef})`,
		]);
	});

	it('says what to check when the integration does not exist', async () => {
		const parameters = { projectIdOrName: byId(PROJECT), integrationId: byId('nowhere') };
		await expect(lookups.search('getInstallations', '', { parameters })).rejects.toMatchObject({
			message: expect.stringContaining('Integration nowhere was not found'),
			description: expect.stringContaining("Check 'Project' and 'Integration'"),
		});
	});

	it('shows no credentials, even where the API returns them', async () => {
		const [{ connectionId }] = installationsOf(harness, 'hubspot-deals');
		const { connection } = harness.api.state.connection(PROJECT, connectionId);
		Object.assign(connection, { apiKey: 'secret-key' });
		const found = await lookups.search('getInstallations', '', lookup());
		expect(JSON.stringify(found)).not.toContain('secret-key');
	});
});
