import { triggerHarness } from '../../support/triggerHarness';
import { REGISTERED } from './remoteState';

const DESTINATION = /\/destinations\/n8n-/;
const CREATIONS = [
	['webhook destination', /\/destinations$/],
	['notification topic', /\/topics$/],
	['event route', /\/notification-event-topic-routes$/],
	['destination route', /\/topic-destination-routes$/],
] as const;
const LISTS = [
	['notification topics', /\/topics$/],
	['event routes', /\/notification-event-topic-routes\?/],
	['destination routes', /\/topic-destination-routes\?/],
] as const;
const DELETIONS = CREATIONS.map(
	([label, path]) => [label, new RegExp(path.source.replace('$', '/'))] as const,
);

describe('the error of a request that a proxy answers without a reason', () => {
	const harness = triggerHarness();
	const respond = { status: 403, body: '<html>Forbidden</html>' };

	const requests: Array<[string, object]> = [
		['get the webhook destination', { method: 'GET', path: DESTINATION }],
		...CREATIONS.map(([label, path]): [string, object] => [`create the ${label}`, { method: 'POST', path }]),
	];

	it.each(requests)("says what the trigger couldn't do: %s", async (action, match) => {
		harness.api.fault({ match, respond });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow(`Couldn't ${action} (HTTP 403)`);
	});

	it.each(DELETIONS)("says that it couldn't delete the %s", async (label, path) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.fault({ match: { method: 'DELETE', path }, respond });
		await expect(harness.host.deactivate(file)).rejects.toThrow(`: Couldn't delete the ${label} (HTTP 403)`);
	});

	it.each(LISTS)("says what the trigger couldn't do when it checks: list the %s", async (label, path) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.fault({ match: { method: 'GET', path }, respond });
		await expect(harness.host.activate(file)).rejects.toThrow(`Couldn't list the ${label} (HTTP 403)`);
	});

	it('says what to check when the project does not exist', async () => {
		harness.api.fault({ times: Infinity, respond: { ...respond, status: 404 } });
		await expect(harness.host.activate(harness.workflow())).rejects.toMatchObject({
			message: "Couldn't create the webhook destination (HTTP 404)",
			description: expect.stringContaining(
				" Check 'Project': it must be a project that this API key belongs to.",
			) as string,
		});
	});
});

describe('the error of a response that cannot be used', () => {
	const harness = triggerHarness();

	it.each([
		['null', null],
		['text', 'OK'],
		['a list', []],
	])('says that a destination was expected, but not %s', async (_, body) => {
		harness.api.fault({ match: { method: 'GET', path: DESTINATION }, respond: { status: 200, body } });
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow(
			/^Unexpected response when trying to get the webhook destination: expected an object with an ID$/,
		);
	});

	it.each(
		CREATIONS.flatMap(([label, path]) => [
			[label, 'no', path, {}] as const,
			[label, 'an empty', path, { id: '' }] as const,
			[label, 'a numeric', path, { id: 7 }] as const,
		]),
	)('looks for the new %s whose response has %s ID', async (_label, _, path, body) => {
		const file = harness.workflow();
		harness.api.fault({ match: { method: 'POST', path }, perform: true, respond: { status: 201, body } });
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it.each([
		['without a URL', { secrets: {} }],
		['without a secret', { metadata: {} }],
		['with an empty secret', { metadata: {}, secrets: { webhookSigningKey: '' } }],
	])('is about the URL of a destination %s, which is kept', async (_, body) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const respond = { status: 200, body: { id: 'destination-1', ...body } };
		harness.api.fault({ match: { method: 'GET', path: DESTINATION }, times: Infinity, respond });
		await expect(harness.host.activate(file)).rejects.toThrow(/already exists with a different URL$/);
		harness.api.clearFaults();
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('is about the secret of a destination whose secret is empty', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const [destination] = harness.api.state.destinations;
		destination.secrets.webhookSigningKey = '';
		await expect(harness.host.activate(file)).rejects.toThrow(
			`Ampersand didn't return a signing secret for the webhook destination '${destination.name}'`,
		);
	});

	it('names the route without an ID that should be deleted', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		harness.api.state.eventRoutes.push({ ...harness.api.state.eventRoutes[0], id: '', createTime: '9999' });
		await expect(harness.host.activate(file)).rejects.toThrow(
			"The parameter 'ID of the event route' is empty",
		);
	});
});
