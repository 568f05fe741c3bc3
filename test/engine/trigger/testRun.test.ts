import { triggerHarness } from '../../support/triggerHarness';
import { REGISTERED } from './remoteState';

describe('a test run in the editor', () => {
	const harness = triggerHarness();

	it('registers a webhook next to that of production, and removes only its own', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		const urls = harness.api.state.destinations.map(({ metadata }) => metadata.url);
		expect(urls[0]).toContain('/webhook/');
		expect(urls[1]).toContain('/webhook-test/');
		expect(harness.remoteState()).toMatchObject({ destinations: 2, topics: 2, routes: 2 });
		await harness.host.deactivate(file, { test: true });
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].metadata.url).toBe(urls[0]);
	});

	it('keeps its webhook when production is deactivated', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		await harness.host.activate(file, { test: true });
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
		expect(harness.api.state.destinations[0].metadata.url).toContain('/webhook-test/');
	});
});
