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
			restrictions.map(([restriction, fields]) => [restriction, name, entry, fields] as const),
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
			const { credentials, error } = await harness.run(parameters, items(25));
			expect(error).toBeUndefined();
			expect(harness.api.requests).toHaveLength(26);
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
