import type { INodeParameters } from 'n8n-workflow';
import { clock } from '../../nodes/shared/transport/clock';
import { byId, engineHarness, pairing } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { BY_NAME, items, operationCase, quiet } from '../support/operations';

const harness = engineHarness();
const REFUSED = { respond: { status: 401, body: { title: 'No', status: 401 } } };
const get = operationCase('connection get');
const remove = operationCase('connection delete');

const pathIn = (id: string) => ({ path: new RegExp(`/${id}$`) });

/** Paths such as `…/connections/c7`. */
const pathOf = (index: number) => ({ path: new RegExp(`/c${index}$`) });

describe('after the first failure', () => {
	it.each(BY_NAME)('%s sends nothing further, one at a time', async (_, { parameters, success }) => {
		harness.api.fault({ times: 2, respond: success });
		harness.api.fault(REFUSED);
		harness.api.fault({ times: Infinity, respond: success });
		const { error } = await harness.run({ ...parameters, options: { maxConcurrency: 1 } }, items(8));
		await quiet();
		expect(error?.message).toBe('No');
		expect(error?.context?.itemIndex).toBe(2);
		expect(harness.api.requests).toHaveLength(3);
	});

	it.each([
		[10, undefined],
		[100, undefined],
		[10, { batchSize: 50, batchInterval: 10 }],
	])('at width %i, nothing is deleted beside what was under way (batching %j)', async (width, batch) => {
		// The failure comes while all others of the first turn are held back.
		let release = (): void => undefined;
		const held = new Promise<void>((resolve) => (release = resolve));
		harness.api.fault({ match: pathOf(3), ...REFUSED });
		harness.api.fault({
			times: Infinity,
			hold: held,
			respond: remove.success,
			handler: () => void (harness.api.requests.length === width && release()),
		});
		const { error } = await harness.run(
			{ ...remove.parameters, options: { maxConcurrency: width } },
			items(250),
			batch && { requestOptions: { batching: { batch } } },
		);
		await quiet();
		expect(error?.context?.itemIndex).toBe(3);
		expect(harness.api.requests).toHaveLength(width);
	});

	it('no batch follows, not even after its pause', async () => {
		sleepUntil(async () => {
			while (harness.api.requests.some(({ status }) => status === undefined)) await quiet();
			await quiet();
		});
		harness.api.fault({ ...REFUSED, times: Infinity });
		await harness.run(remove.parameters, items(8), {
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 150 } } },
		});
		await quiet();
		expect(harness.api.requests.map(({ path }) => path.slice(-3))).toEqual(['/c0']);
	});

	it('waiting retries of other items are given up', async () => {
		// The wait is longer than anything else.
		sleepUntil(async () => {
			for (let turn = 0; turn < 20; turn++) await quiet();
		});
		const busy = { respond: { status: 503, headers: { 'retry-after': '30' } } };
		harness.api.fault({ match: pathOf(0), ...busy, times: Infinity });
		harness.api.fault({ match: pathOf(1), ...REFUSED, hold: untilRequests(2) });
		const { error } = await harness.run(get.parameters, items(2));
		await quiet();
		expect(error?.context?.itemIndex).toBe(1);
		expect(harness.api.requests).toHaveLength(2);
	});
});

describe('what is under way at a failure', () => {
	const HANGING = { times: Infinity, stall: 'beforeHeaders' } as const;

	it.each<[string, INodeParameters]>([
		['a Get', get.parameters],
		['the list of Get Many', parametersOf('connection getAll', { filters: { groupRef: '={{ $json.id }}' } })],
		["the read of 'Only If'", { ...remove.parameters, onlyIf: { provider: 'x' } }],
	])('%s that hangs is ended', async (_, parameters) => {
		harness.api.fault({ match: { path: /c0$/ }, hold: untilRequests(5), ...REFUSED });
		harness.api.fault(HANGING);
		const { error } = await harness.run(parameters, items(5));
		expect(error?.message).toBe('No');
		expect(error?.context?.itemIndex).toBe(0);
	});

	it('a list that hangs in the middle is ended', async () => {
		harness.api.fault({ match: { path: /c0$/ }, hold: untilRequests(2), ...REFUSED });
		harness.api.fault({ times: Infinity, stall: 'midBody' });
		const parameters = parametersOf('connection getAll', { filters: { groupRef: '={{ $json.id }}' } });
		const { error } = await harness.run(parameters, items(2));
		expect(error?.message).toBe('No');
	});

	it.each(['connection delete', 'connection update', 'connection generate'] as const)(
		'%s is awaited, so that its outcome is known',
		async (name) => {
			const { parameters, success } = operationCase(name);
			let isAnswered = false;
			let release = (): void => undefined;
			const hold = new Promise<void>((resolve) => (release = resolve));
			harness.api.fault({ hold: untilRequests(2), ...REFUSED });
			harness.api.fault({ hold, respond: success });
			const running = harness.run(parameters, items(2)).then((result) => ({ ...result, isAnswered }));
			await untilAnswered(1);
			isAnswered = true;
			release();
			const { error, ...after } = await running;
			expect(error?.message).toBe('No');
			expect(after.isAnswered).toBe(true);
		},
	);

	it('an item that waits for another one with the same connection sends nothing', async () => {
		const update = parametersOf('connection update', {
			connectionId: 'same',
			authScheme: 'none',
			updateFields: { providerMetadata: { entry: [{ key: 'k', value: 'v' }] } },
		});
		harness.api.fault({ ...REFUSED });
		harness.api.fault({ times: Infinity, respond: { status: 200, body: { id: 'same' } } });
		const { error } = await harness.run(update, items(5));
		await quiet();
		expect(error?.message).toBe('No');
		expect(harness.api.requests).toHaveLength(1);
	});

	it('an item that waits for another execution with the same connection sends nothing', async () => {
		const [same, other] = ['same', 'other'].map((id) => ({ id }));
		const hold = untilRequests(2).then(quiet);
		harness.api.fault({ match: pathIn('same'), hold, respond: remove.success });
		const first = harness.run(remove.parameters, [same]);
		await untilRequests(1);
		harness.api.fault({ match: pathIn('other'), ...REFUSED });
		const { error } = await harness.run(remove.parameters, [same, other]);
		await first;
		await quiet();
		expect(error?.message).toBe('No');
		expect(harness.api.requests).toHaveLength(2);
	});
});

describe('the error', () => {
	it.each([1, 10, 100])('is that of the item that failed, at width %i', async (maxConcurrency) => {
		harness.api.fault({ match: pathOf(7), ...REFUSED });
		harness.api.fault({ times: Infinity, respond: get.success });
		const { error } = await harness.run({ ...get.parameters, options: { maxConcurrency } }, items(50));
		expect(error?.context?.itemIndex).toBe(7);
	});

	it('is that of the item that failed first in time, not the first in order', async () => {
		let release = (): void => undefined;
		const held = new Promise<void>((resolve) => (release = resolve));
		harness.api.fault({ match: pathOf(0), hold: held, respond: { status: 404 } });
		harness.api.fault({ match: pathOf(5), ...REFUSED });
		harness.api.fault({ match: pathOf(6), hold: held, respond: { status: 500 } });
		harness.api.fault({ times: Infinity, respond: get.success });
		const running = harness.run({ ...get.parameters, options: { maxRetries: 0 } }, items(7));
		while (harness.api.requests.filter(({ status }) => status === 401).length === 0) await quiet();
		await quiet();
		release();
		const { error } = await running;
		expect(error?.message).toBe('No');
		expect(error?.context?.itemIndex).toBe(5);
	});
});

describe('many outputs', () => {
	it('of several items stay in the order of the items', async () => {
		const { parameters } = operationCase('connection getAll');
		const page = (group: string) =>
			Array.from({ length: 300 }, (_, index) => ({ id: `${group}-${index}`, provider: 'x' }));
		for (const group of ['c0', 'c1', 'c2']) {
			harness.api.fault({
				match: { path: `groupRef=${group}` },
				respond: { status: 200, body: page(group) },
				// The first is answered last.
				...(group === 'c0' && { hold: untilRequests(3) }),
			});
		}
		const { items: out } = await harness.run({ ...parameters, returnAll: true }, items(3));
		expect(out.map(({ json }) => json.id)).toEqual(
			['c0', 'c1', 'c2'].flatMap((group) => page(group).map(({ id }) => id)),
		);
		expect(pairing(out)).toEqual([0, 1, 2].flatMap((index) => Array.from({ length: 300 }, () => index)));
	});
});

describe('no input item', () => {
	it('sends nothing and does not fail', async () => {
		const { error, items: out } = await harness.run(get.parameters, []);
		expect(error).toBeUndefined();
		expect(out).toEqual([]);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('is not needed when nothing depends on one', async () => {
		const { json } = await harness.run({
			...get.parameters,
			connectionId: byId(harness.api.state.connections[0].connection.id),
		});
		expect(json).toHaveLength(1);
	});
});

/** Lets every wait last until something has happened, or until it is given up. */
function sleepUntil(happened: () => Promise<void>): void {
	jest.mocked(clock.sleep).mockImplementation(async (_, signal) => {
		const givenUp = new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
		await Promise.race([givenUp, happened()]);
	});
}

/** Resolves when so many requests have got a response. */
async function untilAnswered(count: number): Promise<void> {
	while (harness.api.requests.filter(({ status }) => status !== undefined).length < count) await quiet();
	await quiet();
}

/** Resolves when so many requests have arrived. */
async function untilRequests(count: number): Promise<void> {
	while (harness.api.requests.length < count) await quiet();
}
