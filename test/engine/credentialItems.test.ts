import { engineHarness } from '../support/engineHarness';
import { items, operationCase } from '../support/operations';

const harness = engineHarness();
const keys = () => harness.api.requests.map(({ headers }) => headers['x-api-key']);
const { parameters: get, success } = operationCase('connection get');
const { parameters: remove, success: removed } = operationCase('connection delete');

describe('a credential that differs between items', () => {
	it.each([
		['takes keys in turn', "={{ ['A', 'B'][$itemIndex % 2] }}", ['A', 'B', 'A', 'B']],
		['is another one for odd items', "={{ $itemIndex % 2 ? 'B' : 'A' }}", ['A', 'B', 'A', 'B']],
		['has a default', "={{ $json?.key ?? 'A' }}", ['A', 'A', 'C', 'A']],
	])('is used for each item when it %s', async (_, apiKey, expected) => {
		harness.api.fault({ times: Infinity, respond: success });
		const input = items(4).map((item, index) => (index === 2 ? { ...item, key: 'C' } : item));
		const credential = { apiKey, baseUrl: harness.api.url };
		await harness.run({ ...get, options: { maxConcurrency: 1 } }, input, { credential });
		expect(keys()).toEqual(expected);
	});

	it('is used for each of two items', async () => {
		harness.api.fault({ times: Infinity, respond: success });
		const credential = { apiKey: "={{ ['A', 'B'][$itemIndex] }}", baseUrl: harness.api.url };
		await harness.run({ ...get, options: { maxConcurrency: 1 } }, items(2), { credential });
		expect(keys()).toEqual(['A', 'B']);
	});

	it('fails only the items for which its expression fails', async () => {
		harness.api.fault({ times: Infinity, respond: success });
		const credential = { apiKey: '={{ $json.key.base64Encode() }}', baseUrl: harness.api.url };
		const input = items(3).map((item, index) => ({ ...item, key: index === 0 ? 5 : 'key' }));
		const { json } = await harness.run(get, input, { credential, onError: 'continueRegularOutput' });
		expect(json).toEqual([expect.objectContaining({ error: expect.any(String) }), { id: 'x' }, { id: 'x' }]);
	});

	it('deletes the same ID once with each key', async () => {
		harness.api.fault({ times: Infinity, respond: removed });
		const input = ['A', 'B', 'A'].map((key) => ({ id: 'c0', key }));
		const credential = { apiKey: '={{ $json.key }}', baseUrl: harness.api.url };
		const { json } = await harness.run(remove, input, { credential });
		expect(json).toEqual(input.map(() => ({ deleted: true, id: 'c0' })));
		expect(keys()).toEqual(['A', 'B']);
	});
});

describe('a credential with something invisible at its edges', () => {
	it.each(['\u200b', '\ufeff', '\u00a0', '\u2060', '\r\n'])('is used without %j', async (invisible) => {
		const { apiKey, baseUrl } = harness.credential();
		const credential = { apiKey: invisible + apiKey + invisible, baseUrl: invisible + baseUrl + invisible };
		const { error } = await harness.run({ ...get, operation: 'getAll' }, [{}], { credential });
		expect(error).toBeUndefined();
		expect(keys()).toEqual([apiKey]);
	});

	it('shows its key in no error', async () => {
		const { apiKey, baseUrl } = harness.credential();
		const credential = { apiKey: `\u200b${apiKey}\u200b`, baseUrl };
		harness.api.fault({ respond: { status: 401, body: { title: `No such key: ${apiKey}` } } });
		const { error } = await harness.run(get, items(1), { credential });
		expect(error?.message).toBe('No such key: [hidden]');
	});
});
