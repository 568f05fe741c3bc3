import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { items } from '../support/operations';

const harness = engineHarness();
const html = { 'content-type': 'text/html' };
const text = { 'content-type': 'text/plain' };
const FOREIGN = [
	['a web page of a proxy', { body: '<html><title>404 Not Found</title></html>', headers: html }],
	['a server that does not know the path', { body: '404 page not found\n', headers: text }],
] as const;

describe.each(FOREIGN)('a 404 from %s', (_, response) => {
	const respond = { status: 404, ...response };

	it("doesn't count as deleted", async () => {
		harness.api.fault({ respond });
		const remove = parametersOf('connection delete', { options: { ifNotFound: 'deleted' } });
		const { error, json } = await harness.run(remove, items(1));
		expect(error?.httpCode).toBe('404');
		expect(json).toEqual([]);
	});

	it("doesn't confirm a deletion in doubt", async () => {
		harness.api.fault({ drop: 'beforeHeaders' });
		harness.api.fault({ respond });
		const { error } = await harness.run(parametersOf('connection delete'), items(1));
		expect(error?.httpCode).toBe('404');
	});

	it("doesn't confirm it when the conditions of Only If are read in the next try, either", async () => {
		harness.api.fault({ match: { method: 'DELETE' }, drop: 'beforeHeaders' });
		const { connection } = harness.api.state.connections[0];
		const remove = parametersOf('connection delete', {
			options: { maxRetries: 0 },
			onlyIf: { groupRef: connection.group.groupRef },
		});
		const conditions = { status: 200, body: connection };
		harness.api.fault({ match: { method: 'GET' }, respond: conditions });
		harness.api.fault({ match: { method: 'GET' }, respond });
		const { error } = await harness.run(remove, items(1), { maxTries: 2 });
		expect(error?.httpCode).toBe('404');
	});
});

describe('If One Exists', () => {
	it.each([
		['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'],
		['2026-01-01T00:00:00.12Z', '2026-01-01T00:00:00.123Z'],
		['2026-01-01T00:00:00Z', '2026-01-01T00:00:01+00:00'],
		['2026-01-01T02:00:00+02:00', '2026-01-01T00:30:00Z'],
	])('takes the one that was updated last, however its time is written: %s, %s', async (older, newer) => {
		const own = {
			group: { groupRef: 'group-900' },
			consumer: { consumerRef: 'user-900' },
			provider: 'apollo',
		};
		const found = [
			{ ...own, id: 'older', updateTime: older },
			{ ...own, id: 'newer', updateTime: newer },
		];
		const generate = parametersOf('connection generate', { options: { ifExists: 'return' } });
		for (const body of [found, [...found].reverse()]) {
			harness.api.fault({ respond: { status: 200, body } });
			const { json } = await harness.run(generate);
			expect(json[0]?.id).toBe('newer');
		}
	});
});
