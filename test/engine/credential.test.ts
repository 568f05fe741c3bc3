import { byId } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { source } from '../support/engine/source';
import { lookupsOf } from '../support/lookups';
import { triggerHarness } from '../support/triggerHarness';
import { BY_NAME, items, operationCase } from '../support/operations';

const harness = triggerHarness();
const lookups = lookupsOf(harness);

describe('a credential that is restricted to some domains', () => {
	const restrictions = [
		['another domain', { allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' }],
		['an empty list of domains', { allowedHttpRequestDomains: 'domains', allowedDomains: '' }],
		['no domain', { allowedHttpRequestDomains: 'none' }],
		['any domain', { allowedHttpRequestDomains: 'all' }],
	] as Array<[string, Record<string, string>]>;

	it.each(
		BY_NAME.flatMap(([name, entry]) =>
			restrictions
				// Which restriction is set makes the same difference to each operation.
				.filter(
					([, { allowedHttpRequestDomains }]) =>
						allowedHttpRequestDomains === 'none' || name === 'connection get',
				)
				.map(([restriction, fields]) => [restriction, name, entry, fields] as const),
		),
	)('reaches its own base URL, with %s: %s', async (_, __, { parameters, success, output }, fields) => {
		harness.api.fault({ respond: success });
		const credential = { ...harness.credential(), ...fields };
		const { json, error } = await harness.run(parameters, items(1), { credential });
		expect(error).toBeUndefined();
		expect(json).toEqual([output(items(1)[0])]);
	});

	it('registers the trigger', async () => {
		const [[, restriction]] = restrictions;
		jest.spyOn(harness, 'credential').mockReturnValue({ ...harness.credential(), ...restriction });
		await harness.host.activate(harness.workflow());
		expect(harness.remoteState()).toMatchObject({ destinations: 1, topics: 1 });
	});

	it.each(Object.keys(source.nodes[0].methods?.listSearch ?? {}))('fills the dropdown %s', async (method) => {
		const [[, restriction]] = restrictions;
		jest.spyOn(harness, 'credential').mockReturnValue({ ...harness.credential(), ...restriction });
		const { integrationId, projectId } = harness.api.state.installations[0];
		const parameters = { projectIdOrName: byId(projectId), integrationId: byId(integrationId) };
		const { results } = await lookups.search(method, '', { parameters });
		expect(results.length).toBeGreaterThan(0);
	});
});

describe('the credential', () => {
	it.each(BY_NAME)(
		'is decrypted twice per run, however many items there are, by %s',
		async (_, { parameters, success }) => {
			harness.api.fault({ respond: { status: 503 } });
			harness.api.fault({ times: Infinity, respond: success });
			const { credentials, error } = await harness.run(parameters, items(5));
			expect(error).toBeUndefined();
			expect(harness.api.requests).toHaveLength(6);
			// A second time for an item that doesn't exist, to find out whether the items differ.
			expect(credentials.decryptions).toBe(2);
		},
	);

	it('is decrypted once by a list of several pages', async () => {
		const page = (id: string, nextPageToken?: string) => ({
			status: 200,
			body: { results: [{ id }], pagination: { done: !nextPageToken, nextPageToken } },
		});
		harness.api.fault({ respond: page('c1', '2') });
		harness.api.fault({ respond: page('c2') });
		const { credentials, json } = await harness.run(parametersOf('connection getAll', { returnAll: true }));
		expect(json).toHaveLength(2);
		expect(credentials.decryptions).toBe(1);
	});

	it('is decrypted once for a single item', async () => {
		const { parameters, success } = operationCase('connection get');
		harness.api.fault({ respond: success });
		const { credentials } = await harness.run(parameters, items(1));
		expect(credentials.decryptions).toBe(1);
	});

	it('is not decrypted when nothing can be sent', async () => {
		const { credentials } = await harness.run(operationCase('connection get').parameters, items(2, [1]));
		expect(credentials.decryptions).toBe(0);
	});

	it('is decrypted anew by the next run', async () => {
		const { parameters } = operationCase('connection get');
		harness.api.fault({ times: Infinity, respond: { status: 200, body: { id: 'x' } } });
		await harness.run(parameters, items(1));
		const wrong = { ...harness.credential(), apiKey: 'another-key' };
		harness.api.clearFaults();
		const { error } = await harness.run(parameters, items(1), { credential: wrong });
		expect(error?.httpCode).toBe('401');
	});
});

describe('a credential with an expression', () => {
	const remove = operationCase('connection delete');
	const keys = (count: number) => items(count).map((item, index) => ({ ...item, key: `key-${index}` }));
	const credential = (apiKey: string) => ({ ...harness.credential(), apiKey });
	/** The key that each item was sent with, by the last part of its path. */
	const sentKeys = () =>
		Object.fromEntries(
			harness.api.requests.map(({ path, headers }) => [path.split('/').at(-1), headers['x-api-key']]),
		);

	beforeEach(() => harness.api.fault({ times: Infinity, respond: remove.success }));

	it('is read for each item that it differs between', async () => {
		const { error } = await harness.run(remove.parameters, keys(3), {
			credential: credential('={{ $json.key }}'),
		});
		expect(error).toBeUndefined();
		expect(sentKeys()).toEqual({ c0: 'key-0', c1: 'key-1', c2: 'key-2' });
	});

	it('is that of the item in its retries, too', async () => {
		harness.api.clearFaults();
		harness.api.fault({ times: 2, respond: { status: 503 } });
		harness.api.fault({ times: Infinity, respond: remove.success });
		const { credentials } = await harness.run(remove.parameters, keys(2), {
			credential: credential('={{ $json.key }}'),
		});
		expect(harness.api.requests).toHaveLength(4);
		expect(sentKeys()).toEqual({ c0: 'key-0', c1: 'key-1' });
		// One for each item, and one for an item that doesn't exist.
		expect(credentials.decryptions).toBe(3);
	});

	it('fails only the item that it has no key for', async () => {
		const [first, second] = keys(2);
		const { json } = await harness.run(remove.parameters, [first, { ...second, key: '' }], {
			credential: credential('={{ $json.key }}'),
			onError: 'continueRegularOutput',
		});
		expect(json).toEqual([
			{ deleted: true, id: 'c0' },
			{ error: expect.stringContaining('API key') as string, details: expect.anything() as object },
		]);
		expect(sentKeys()).toEqual({ c0: 'key-0' });
	});

	it('fails only the item that its expression fails for', async () => {
		const { json } = await harness.run(remove.parameters, [{ id: 'c0' }, { id: 'c1', key: 'key-1' }], {
			credential: credential("={{ $json.key || $('Nowhere').first().json.key }}"),
			onError: 'continueRegularOutput',
		});
		expect(json).toEqual([
			expect.objectContaining({ error: expect.any(String) }),
			{ deleted: true, id: 'c1' },
		]);
		expect(sentKeys()).toEqual({ c1: 'key-1' });
	});

	it('is read twice per run if it is the same for every item', async () => {
		const { credentials } = await harness.run(remove.parameters, items(5), {
			credential: credential('={{ "key-" + "x" }}'),
		});
		expect(credentials.decryptions).toBe(2);
		expect(new Set(Object.values(sentKeys()))).toEqual(new Set(['key-x']));
	});
});
