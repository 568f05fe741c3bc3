import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

const SALESFORCE = ['Salesforce · emulated-salesforce-app', 'Salesforce · emulated-salesforce-sandbox-app'];
const ALL = ['HubSpot · emulated-hubspot-app', ...SALESFORCE, 'Slack · emulated-slack-app'];

describe('the dropdown of OAuth apps', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const names = async (provider?: unknown, filter?: string) => {
		const additionalFields = { providerAppId: { __rl: true, mode: 'list', value: '' } };
		const parameters = { projectIdOrName: byId(PROJECT), provider, additionalFields } as INodeParameters;
		const path = 'parameters.additionalFields.providerAppId';
		return await lookups.names('getProviderApps', filter, { parameters, path });
	};

	it.each([
		['picked', { __rl: true, mode: 'list', value: 'salesforce', cachedResultName: 'Salesforce · OAuth2' }],
		['entered by name', { __rl: true, mode: 'name', value: ' Salesforce ' }],
		['plain text', 'salesforce'],
	])('lists only those of the provider that is %s', async (_, provider) => {
		expect(await names(provider)).toEqual(SALESFORCE);
	});

	it.each([
		['empty', { __rl: true, mode: 'list', value: '' }],
		['missing', undefined],
		['an expression', byId('={{ $json.provider }}')],
		['an expression that the editor could not resolve', byId(null)],
		['null', null],
		['an object', byId({ name: 'salesforce' })],
	])('lists those of every provider while the provider is %s', async (_, provider) => {
		expect(await names(provider)).toEqual(ALL);
	});

	it('lists none for a provider without an app', async () => {
		expect(await names(byId('notion'))).toEqual([]);
	});

	it.each(['sandbox', 'salesforce sandbox'])('finds %j', async (filter) => {
		expect(await names(undefined, filter)).toEqual([SALESFORCE[1]]);
	});

	it('saves the ID, and finds an app by it', async () => {
		const [{ id }] = harness.api.state.providerApps;
		const { results } = await lookups.search('getProviderApps', id);
		expect(results.map(({ value }) => value)).toEqual([id]);
	});

	it("finds an app by its provider's name, which it does not show", async () => {
		harness.api.state.providers.salesforce.displayName = 'CRM';
		harness.api.state.providerApps.forEach((app, index) =>
			Object.assign(app, { clientId: `client-${index}` }),
		);
		expect(await names(undefined, 'salesforce')).toEqual([
			expect.stringMatching(/^CRM · /),
			expect.stringMatching(/^CRM · /),
		]);
	});

	it('names what it could not list', async () => {
		harness.api.fault({ match: { path: /provider-apps/ }, respond: { status: 403, body: '' } });
		await expect(names()).rejects.toThrow("Couldn't list the OAuth apps (HTTP 403)");
	});

	it('shows plain provider names when only the catalog fails', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 400 } });
		expect(await names(byId('slack'))).toEqual(['slack · emulated-slack-app']);
	});

	it('says what to check when the project does not exist', async () => {
		const parameters = { projectIdOrName: byId('nowhere') };
		await expect(lookups.search('getProviderApps', '', { parameters })).rejects.toMatchObject({
			description: expect.stringContaining("Check 'Project'"),
		});
	});
});
