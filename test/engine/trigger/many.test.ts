import type { WorkflowFile } from '../../support/engine';
import { http } from '../../support/node';
import { seededRandom } from '../../support/random';
import { type Delivery, notification, signed, triggerHarness } from '../../support/triggerHarness';

const DELIVERIES = 400;
const CONCURRENCY = 32;

/** A secret that Ampersand never issued. */
const FORGED = `whsec_${btoa('forged by a stranger')}`;

/** Changes to a delivery that must not start the workflow, and the status of its response. */
const REJECTED: Array<[status: number, change: (good: Good, earlier: Good) => Partial<Delivery>]> = [
	[401, ({ body }) => ({ sentBody: body.replace('salesforce', 'salesfarce') })],
	[401, ({ body }) => ({ sentBody: `${body} ` })],
	[401, ({ id }) => ({ headers: { 'svix-id': `${id}x` } })],
	[401, () => ({ headers: { 'svix-timestamp': String(Math.floor(Date.now() / 1000) - 1) } })],
	[401, () => ({ headers: { 'svix-signature': '' } })],
	[401, () => ({ headers: { 'svix-signature': 'v1,AAAA' } })],
	[401, () => ({ secret: FORGED })],
	[401, () => ({ time: Date.now() - 400_000 })],
	[401, () => ({ time: Date.now() + 400_000 })],
	[200, (_, { id, body }) => ({ id, body })],
	[200, () => ({ body: notification('connection.created') })],
	[200, () => ({ body: notification('connection.error', { provider: 'hubspot' }) })],
];

interface Good {
	id: string;
	body: string;
}

describe('hundreds of deliveries, a third of them tampered, replayed, or not matching', () => {
	const harness = triggerHarness();

	it('start one run for each good one, and nothing else', async () => {
		const file = harness.workflow({ filters: { provider: 'salesforce' } });
		await harness.host.activate(file);
		const random = seededRandom(4);
		const good: Good[] = [];
		const wrong: string[] = [];
		const sendOne = async (number: number): Promise<void> => {
			const added = { id: `msg_${number}`, body: notification('connection.error', { number }) };
			const earlier = good.at(Math.floor(random() * good.length));
			const [status, change] =
				random() < 1 / 3 && earlier ? REJECTED[Math.floor(random() * REJECTED.length)] : [200, undefined];
			if (!change) good.push(added);
			const delivery = { ...added, ...(earlier && change?.(added, earlier)) };
			const response = await harness.send(file, delivery);
			if (response.status !== status) wrong.push(`${JSON.stringify(delivery)} → ${response.status}`);
		};
		let next = 0;
		const sender = async (): Promise<void> => {
			while (next < DELIVERIES) await sendOne(next++);
		};
		await Promise.all(Array.from({ length: CONCURRENCY }, sender));

		await harness.settled();

		expect(wrong).toEqual([]);
		const started = harness.host.runs.map(({ nodes }) => nodes['Ampersand Trigger'].outputs[0][0].json.id);
		expect([...started].sort()).toEqual(good.map(({ id }) => id).sort());
		expect(good.length).toBeGreaterThan(DELIVERIES * 0.6);
		expect(good.length).toBeLessThan(DELIVERIES * 0.75);
	});
});

describe('a delivery with a header that was sent twice', () => {
	const harness = triggerHarness();

	it.each(['svix-id', 'svix-timestamp', 'svix-signature'])('is rejected: %s', async (name) => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const { headers, body } = signed({ secret: harness.secret() });
		expect(await post(file, { ...headers, [name]: [headers[name], headers[name]] }, String(body))).toBe(401);
		expect(harness.host.runs).toHaveLength(0);
	});

	/** Sends the header twice, which `fetch` would join. */
	async function post(file: WorkflowFile, headers: http.OutgoingHttpHeaders, body: string): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const request = http.request(
				harness.host.deliveryUrl(file),
				{ method: 'POST', headers },
				(response) => {
					resolve(response.resume().statusCode);
				},
			);
			request.once('error', reject);
			request.end(body);
		});
	}
});
