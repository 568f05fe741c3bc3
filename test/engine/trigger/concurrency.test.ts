import type { HookContext } from 'n8n-core';
import type { WorkflowFile } from '../../support/engine';
import { timers } from '../../support/node';
import type { WebhookHost } from '../../support/engine/webhookHost';
import { seededRandom } from '../../support/random';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, FORBIDDEN, REGISTERED } from './remoteState';

const EVENTS = ['connection.created', 'connection.error'];

/** Processes are about equally fast: none sends more requests than this while another one waits. */
const MAX_IN_A_ROW = 3;

/**
 * Activates a workflow in several processes at the same time, and lets their requests through one by one, in an order
 * that depends on the seed alone.
 */
async function interleave(
	hosts: WebhookHost[],
	file: WorkflowFile,
	seed: number,
): Promise<Array<PromiseSettledResult<unknown>>> {
	const random = seededRandom(seed);
	const waiting = new Map<WebhookHost, Array<() => void>>(hosts.map((host) => [host, []]));
	let isBusy = false;
	let last: WebhookHost | undefined;
	let inARow = 0;
	const next = (): void => {
		const queues = [...waiting];
		if (isBusy || queues.some(([, queue]) => queue.length === 0)) return;
		const others = queues.filter(([host]) => inARow < MAX_IN_A_ROW || host !== last || queues.length === 1);
		if (others.length === 0) return;
		const [host, queue] = others[Math.floor(random() * others.length)];
		inARow = host === last ? inARow + 1 : 1;
		last = host;
		isBusy = true;
		queue.shift()?.();
	};
	// Later, so that a process has sent all requests of a group.
	const nextLater = () => timers.setImmediate(next);
	const intercept = (host: WebhookHost, { helpers }: HookContext): void => {
		const send = helpers.httpRequestWithAuthentication;
		helpers.httpRequestWithAuthentication = async function (...request) {
			await new Promise<void>((go) => {
				waiting.get(host)?.push(go);
				nextLater();
			});
			return await send.apply(this, request).finally(() => {
				isBusy = false;
				nextLater();
			});
		};
	};
	const activate = async (host: WebhookHost): Promise<unknown> => {
		host.intercept = (context) => intercept(host, context);
		return await host.activate(file).finally(() => {
			host.intercept = undefined;
			waiting.delete(host);
			nextLater();
		});
	};
	return await Promise.allSettled(hosts.map(activate));
}

describe('two processes that activate the same workflow at the same time', () => {
	const harness = triggerHarness({ keepRoutes: true });
	let other: WebhookHost;
	beforeEach(async () => {
		other = await harness.otherHost();
	});

	it.each([1, 6, 16, 31])('register it once, in whatever order their requests arrive (%d)', async (first) => {
		for (let seed = first; seed < first + 5; seed++) {
			const file = harness.workflow({ events: EVENTS });
			const results = await interleave([harness.host, other], file, seed);
			expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
			expect({ seed, ...harness.remoteState() }).toEqual({ seed, ...REGISTERED, events: EVENTS });
			await harness.host.deactivate(file);
			expect(harness.remoteState()).toEqual(EMPTY);
		}
	});

	it.each([1, 2, 3, 4, 5, 6])('keep it when one of them fails at creation %d', async (failing) => {
		for (let seed = 1; seed <= 3; seed++) {
			const file = harness.workflow({ events: EVENTS });
			const creation = { method: 'POST' };
			harness.api.fault({ match: creation, times: failing - 1, delayMs: 0 });
			harness.api.fault({ match: creation, ...FORBIDDEN });
			const results = await interleave([harness.host, other], file, seed);
			harness.api.clearFaults();
			expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
			expect({ seed, ...harness.remoteState() }).toEqual({ seed, ...REGISTERED, events: EVENTS });
			await harness.host.deactivate(file);
			await harness.host.deactivate(file);
			expect(harness.remoteState()).toEqual(EMPTY);
		}
	});

	it('both accept its deliveries', async () => {
		const file = harness.workflow({ events: EVENTS });
		await interleave([harness.host, other], file, 1);
		expect((await harness.deliver(file)).status).toBe(200);
		expect((await harness.deliver(file, { to: other })).status).toBe(200);
		expect([harness.host.runs.length, other.runs.length]).toEqual([1, 1]);
	});
});
