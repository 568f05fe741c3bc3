import type { WebhookHost } from '../../support/engine/webhookHost';
import { seededRandom } from '../../support/random';
import { type TriggerHarness, triggerHarness } from '../../support/triggerHarness';
import { EMPTY, keepRoutes, REGISTERED } from './remoteState';

const EVENTS = ['connection.created', 'connection.error'];

/** Processes are about equally fast: none sends more requests than this while another one waits. */
const MAX_IN_A_ROW = 3;

/** Enough for two activations that get in each other's way. */
const MAX_REQUESTS = 300;

/**
 * Runs tasks at the same time, and lets their requests through one by one, in an order that depends on the seed alone.
 *
 * @param failing the number of the creation, counted from 1, that is forbidden; 0 for none
 */
async function interleave(
	{ api }: TriggerHarness,
	seed: number,
	tasks: Array<() => Promise<unknown>>,
	failing = 0,
): Promise<Array<PromiseSettledResult<unknown>>> {
	const random = seededRandom(seed);
	const waiting: Array<() => void> = [];
	let active = tasks.length;
	let inARow = 0;
	const step = (): void => {
		if (waiting.length < active || waiting.length === 0) return;
		// The first one has waited longest.
		const index = inARow < MAX_IN_A_ROW ? Math.floor(random() * waiting.length) : 0;
		inARow = index === 0 ? 0 : inARow + 1;
		const [release] = waiting.splice(index, 1);
		release();
	};
	const addHold = (more: object): void => {
		let release = (): void => undefined;
		const hold = new Promise<void>((resolve) => (release = resolve));
		const handler = (): void => {
			waiting.push(release);
			step();
		};
		api.fault({ hold, handler, ...more });
	};
	const creation = { method: 'POST' };
	for (let count = 1; count < failing; count++) addHold({ match: creation });
	if (failing) addHold({ match: creation, respond: { status: 403 } });
	for (let count = 0; count < MAX_REQUESTS; count++) addHold({});
	const results = await Promise.allSettled(
		tasks.map(
			async (task) =>
				await task().finally(() => {
					active--;
					step();
				}),
		),
	);
	api.clearFaults();
	return results;
}

describe('two processes that activate the same workflow at the same time', () => {
	const harness = triggerHarness();
	let other: WebhookHost;
	beforeEach(async () => {
		other = await harness.otherHost();
		keepRoutes(harness);
	});

	it.each([1, 6, 11, 16, 21, 26, 31, 36])(
		'register it once, in whatever order their requests arrive (%d)',
		async (first) => {
			for (let seed = first; seed < first + 5; seed++) {
				const file = harness.workflow({ events: EVENTS });
				const results = await interleave(harness, seed, [
					async () => await harness.host.activate(file),
					async () => await other.activate(file),
				]);
				expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
				expect({ seed, ...harness.remoteState() }).toEqual({ seed, ...REGISTERED, events: EVENTS });
				await harness.host.deactivate(file);
				expect(harness.remoteState()).toEqual(EMPTY);
			}
		},
	);

	it.each([1, 2, 3, 4, 5, 6])('keep it when one of them fails at creation %d', async (failing) => {
		for (let seed = 1; seed <= 15; seed++) {
			const file = harness.workflow({ events: EVENTS });
			const results = await interleave(
				harness,
				seed,
				[async () => await harness.host.activate(file), async () => await other.activate(file)],
				failing,
			);
			expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
			expect({ seed, ...harness.remoteState() }).toEqual({ seed, ...REGISTERED, events: EVENTS });
			await harness.host.deactivate(file);
			expect(harness.remoteState()).toEqual(EMPTY);
		}
	});

	it('both accept its deliveries', async () => {
		const file = harness.workflow({ events: EVENTS });
		await interleave(harness, 1, [
			async () => await harness.host.activate(file),
			async () => await other.activate(file),
		]);
		expect((await harness.deliver(file)).status).toBe(200);
		expect((await harness.deliver(file, { to: other })).status).toBe(200);
		expect([harness.host.runs.length, other.runs.length]).toEqual([1, 1]);
	});
});
