import { clock } from '../../../nodes/shared/transport/clock';
import { PublicationService } from '../../support/engine/lifecycles';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY } from './remoteState';

const TRIGGERS = 20;
const REQUESTS_PER_SECOND = 10;

/** How many workflows n8n publishes at the same time (`N8N_WORKFLOW_PUBLICATION_CONCURRENCY`). */
const CONCURRENCY = 5;

describe(`${TRIGGERS} triggers on an API that allows ${REQUESTS_PER_SECOND} requests a second`, () => {
	const harness = triggerHarness();
	let seconds: number;
	let allowed: number;
	let active: number;
	let waiting: Array<() => void>;

	/** Decides about the next request. */
	const arm = () => {
		const respond = { status: 429, headers: { 'retry-after': '1' } };
		const handler = () => {
			allowed--;
			arm();
		};
		harness.api.clearFaults();
		harness.api.fault({ handler, ...(allowed > 0 ? { delayMs: 0 } : { respond }) });
	};

	/** A second passes when everybody waits. */
	const tick = () => {
		if (waiting.length < active) return;
		seconds++;
		allowed = REQUESTS_PER_SECOND;
		arm();
		for (const go of waiting.splice(0)) go();
	};

	beforeEach(() => {
		[seconds, allowed, active, waiting] = [0, REQUESTS_PER_SECOND, 0, []];
		const start = Date.now();
		jest.spyOn(clock, 'now').mockImplementation(() => start + seconds * 1000);
		jest.mocked(clock.sleep).mockImplementation(async () => {
			await new Promise<void>((go) => {
				waiting.push(go);
				tick();
			});
		});
		arm();
	});

	/** The requests that got through, and the seconds that they took. */
	const cost = async (task: (index: number) => Promise<unknown>) => {
		harness.api.resetLog();
		const start = seconds;
		const indexes = [...Array(TRIGGERS).keys()];
		const worker = async () => {
			active++;
			for (let index = indexes.shift(); index !== undefined; index = indexes.shift()) await task(index);
			active--;
			tick();
		};
		await Promise.all(Array.from({ length: CONCURRENCY }, worker));
		const requests = harness.api.requests.filter(({ status }) => status !== 429).length;
		return { requests, seconds: seconds - start };
	};

	it('are all registered with eight requests each, and removed with nine', async () => {
		const files = Array.from({ length: TRIGGERS }, () => harness.workflow());
		const n8n = new PublicationService(harness.host);
		const published = await cost(async (index) => await n8n.publish(files[index]));
		expect(harness.remoteState()).toMatchObject({
			destinations: TRIGGERS,
			topics: TRIGGERS,
			routes: TRIGGERS,
		});
		expect(published.requests).toBe(8 * TRIGGERS);
		expect(published.seconds).toBeLessThan(26);
		const unpublished = await cost(async (index) => await n8n.unpublish(files[index]));
		expect(harness.remoteState()).toEqual(EMPTY);
		expect(unpublished.requests).toBe(9 * TRIGGERS);
		expect(unpublished.seconds).toBeLessThan(26);
	});
});
