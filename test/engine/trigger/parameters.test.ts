import { notification, triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

describe('events that are given by an expression', () => {
	const harness = triggerHarness();
	const BOTH = ['connection.created', 'connection.error'];

	it.each([
		['a list', "={{ ['connection.error', 'connection.created'] }}", BOTH],
		['a list, followed by a blank', "={{ ['connection.error', 'connection.created'] }} ", BOTH],
		['text', "={{ 'connection.error' }}", ['connection.error']],
		['text separated by commas', "={{ 'connection.error, connection.created' }}", BOTH],
		['a JSON list in text', '={{ \'["connection.error","connection.created"]\' }}', BOTH],
		['labels of the editor', "={{ ['Connection Error', 'Connection Created'] }}", BOTH],
		['a label in lower case', "={{ 'connection error' }}", ['connection.error']],
	])('are registered: %s', async (_, events, registered) => {
		const file = harness.workflow({ events });
		await harness.host.activate(file);
		expect(harness.remoteState()).toEqual({ ...REGISTERED, events: registered });
		expect(await harness.host.activate(file)).toEqual({ existed: true });
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});

	it.each([
		['an event that does not exist', "={{ ['connection.exploded'] }}"],
		['an event that does not exist among others', "={{ ['connection.error', 'connection.exploded'] }}"],
		['a broken list', '=["connection.error"'],
		['a number', '={{ 7 }}'],
		['an object', "={{ { a: 'connection.error' } }}"],
	])('are rejected with the allowed values: %s', async (_, events) => {
		await expect(harness.host.activate(harness.workflow({ events }))).rejects.toThrow(
			/^The parameter 'Trigger On' must be one of: connection\.created, connection\.deleted, .*, write\.async\.done$/,
		);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each([
		['nothing', '={{ undefined }}'],
		['null', '={{ null }}'],
		['blank text', "={{ ' ' }}"],
		['an empty list', '={{ [] }}'],
		['a list of nothing', "={{ [null, ''] }}"],
	])('are rejected as empty: %s', async (_, events) => {
		await expect(harness.host.activate(harness.workflow({ events }))).rejects.toMatchObject({
			message: "The parameter 'Trigger On' is empty",
			description: "The parameter 'Trigger On' is empty. Select at least one event.",
		});
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('filters', () => {
	const harness = triggerHarness();
	const ref = (value: string) => ({ __rl: true, mode: 'list', value });

	it.each([
		['Group Ref', 'groupRef', '={{ undefined }}', /'Group Ref' is empty/],
		['Consumer Ref', 'consumerRef', '={{ null }}', /'Consumer Ref' is empty/],
		['Provider', 'provider', "={{ ' ' }}", /'Provider' is blank/],
		['Group Ref', 'groupRef', "={{ '' }}", /'Group Ref' is empty/],
		['Group Ref', 'groupRef', "={{ ['group-123'] }}", /'Group Ref' must be text, but is a list/],
		['Consumer Ref', 'consumerRef', "={{ 'user-' + undefined }}", /'Consumer Ref' ends with 'undefined'/],
		['Provider', 'provider', "={{ 'null' }}", /'Provider' is 'null'/],
		['Group Ref', 'groupRef', '={{ String({}) }}', /'Group Ref' contains '\[object Object\]'/],
		['Group Ref', 'groupRef', "={{ { value: 'group-123' } }}", /'Group Ref' must be text, but is an object/],
		['Group Ref', 'groupRef', ref('={{ undefined }}'), /'Group Ref' is empty/],
		['Provider', 'provider', ref("={{ ' ' }}"), /'Provider' is blank/],
	])('are rejected by name before any request: %s, %s, %s', async (_, name, value, message) => {
		const file = harness.workflow({ filters: { [name]: value } });
		await expect(harness.host.activate(file)).rejects.toThrow(message);
		expect(harness.api.requests).toHaveLength(0);
	});

	it.each(["={{ { groupRef: 'group-123' } }}", '={{ undefined }}', 'group-123'])(
		'are rejected as a whole, because n8n would drop them: %s',
		async (filters) => {
			const file = harness.workflow({ filters });
			await expect(harness.host.activate(file)).rejects.toThrow(
				"The parameter 'Filters' can't be an expression or a list",
			);
			expect(harness.api.requests).toHaveLength(0);
		},
	);

	it.each([
		['by an expression', "={{ ' group-123 ' }}"],
		['by hand', ' group-123 '],
		['by hand, from a web page', '\u200b\u00a0group-123\u2060'],
		['in a resource locator', ref('group-123 ')],
		['in a resource locator by an expression', ref("={{ 'group-' + 123 }} ")],
	])('are applied without the blanks around them: %s', async (_, groupRef) => {
		const file = harness.workflow({ filters: { groupRef } });
		await harness.host.activate(file);
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('that are left empty in a resource locator do not count', async () => {
		const file = harness.workflow({ filters: { groupRef: ref(''), provider: ref('') } });
		await harness.host.activate(file);
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('are applied when they are picked from a list', async () => {
		const file = harness.workflow({ filters: { provider: ref('hubspot'), groupRef: ref('group-123') } });
		await harness.host.activate(file);
		await harness.deliver(file);
		await harness.deliver(file, { body: notification('connection.error', { provider: 'hubspot' }) });
		expect(harness.host.runs).toHaveLength(1);
	});

	it('are applied', async () => {
		const file = harness.workflow({ filters: { groupRef: "={{ 'group-' + 123 }}" } });
		await harness.host.activate(file);
		await harness.deliver(file, { body: notification('connection.error', { groupRef: 'group-1234' }) });
		await harness.deliver(file);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('start nothing when they return nothing at the time of a delivery, and the event is not lost', async () => {
		const file = harness.workflow({ filters: { groupRef: 'group-123' } });
		await harness.host.activate(file);
		file.nodes[0].parameters.filters = { groupRef: '={{ undefined }}' };
		const body = { message: 'The workflow could not be started' };
		expect(await harness.deliver(file, { id: 'a' })).toEqual({ status: 500, body });
		expect(harness.host.runs).toHaveLength(0);
		expect(harness.host.log).toEqual([
			{
				level: 'error',
				message: expect.stringMatching(
					/^Couldn't handle a delivery to the webhook 'n8n-[\w-]+' of the node 'Ampersand Trigger' .+: The parameter 'Group Ref' is empty$/,
				) as string,
			},
		]);
		file.nodes[0].parameters.filters = { groupRef: 'group-123' };
		expect((await harness.deliver(file, { id: 'a' })).status).toBe(200);
		expect(harness.host.runs).toHaveLength(1);
	});

	it('keep nothing in Ampersand when they are rejected', async () => {
		const file = harness.workflow({ filters: { groupRef: '={{ undefined }}' } });
		await expect(harness.host.activate(file)).rejects.toThrow();
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});

describe('the provider to filter by', () => {
	const harness = triggerHarness();

	it.each([
		['in another case', 'SalesForce', 'salesforce'],
		['by its display name', 'microsoft (admin consent)', 'microsoftAdminConsent'],
	])('is rejected %s, and nothing is registered', async (_, provider, name) => {
		const file = harness.workflow({ filters: { provider } });
		await expect(harness.host.activate(file)).rejects.toThrow(
			`No provider is called '${provider}': did you mean '${name}'?`,
		);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it.each([
		['the catalog does not have it', 'brand-new', {}],
		['the catalog cannot be read', 'Salesforce', { respond: { status: 403 } }],
		['the catalog is not an object', 'Salesforce', { respond: { status: 200, body: [] } }],
	])('is taken as it is when %s', async (_, provider, fault) => {
		harness.api.fault({ match: { path: /\/providers$/ }, ...fault });
		await harness.host.activate(harness.workflow({ filters: { provider } }));
		expect(harness.remoteState()).toEqual(REGISTERED);
	});
});
