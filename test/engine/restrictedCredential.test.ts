import type { INodeParameters } from 'n8n-workflow';
import { source } from '../support/engine/source';
import { byId, PROJECT } from '../support/engineHarness';
import { triggerHarness } from '../support/triggerHarness';
import { lookupHarness } from '../support/lookups';

/** What n8n saves with a credential whose 'Allowed HTTP Request Domains' don't include its base URL. */
const RESTRICTION = { allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' };

describe('a credential that is restricted to other domains', () => {
	const harness = triggerHarness();

	it.each<[string, INodeParameters]>([
		['get', { operation: 'get', connectionId: byId('={{ $json.id }}') }],
		['getAll', { operation: 'getAll' }],
		['delete', { operation: 'delete', connectionId: byId('={{ $json.id }}') }],
		['getAll of installations', { resource: 'installation', operation: 'getAll' }],
	])('reaches its own base URL: %s', async (_, parameters) => {
		const credential = { ...harness.credential(), ...RESTRICTION };
		const { id } = harness.api.state.unusedConnection(PROJECT).connection;
		const result = await harness.run({ projectIdOrName: byId(PROJECT), ...parameters }, [{ id }], {
			credential,
		});
		expect(result.error?.message).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
	});

	it('registers the trigger', async () => {
		jest.spyOn(harness, 'credential').mockReturnValue({ ...harness.credential(), ...RESTRICTION });
		await harness.host.activate(harness.workflow());
		expect(harness.remoteState()).toMatchObject({ destinations: 1, topics: 1 });
	});
});

describe('the dropdowns with a credential that is restricted to other domains', () => {
	const harness = lookupHarness();

	it.each(Object.keys(source.nodes[0].methods?.listSearch ?? {}))(
		'%s reaches the base URL',
		async (method) => {
			jest.spyOn(harness, 'credential').mockReturnValue({ ...harness.credential(), ...RESTRICTION });
			const { integrationId, projectId } = harness.api.state.installations[0];
			const parameters = { projectIdOrName: byId(projectId), integrationId: byId(integrationId) };
			const { results } = await harness.search(method, '', { parameters });
			expect(results.length).toBeGreaterThan(0);
		},
	);
});
