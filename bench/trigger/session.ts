import '../../test/support/engine/environment';
import { startEmulator } from '../../emulator';
import { Engine } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { WebhookHost } from '../../test/support/engine/webhookHost';
import { Buffer, http, net, process } from '../../test/support/node';
import { collectGarbage } from '../engine/cost';
import type { DeliveryPoint } from '../results';
import { delivery, triggerWorkflow } from './deliveries';

type Request = Parameters<WebhookHost['handle']>[2];
type Response = Parameters<WebhookHost['handle']>[3];

const POINTS = 10;

/** Deliveries that are signed in advance, since signing isn't the trigger's work. */
const BATCH = 10_000;

/** Handles so many deliveries with n8n-core's `WebhookContext`, and sends what they cost, a tenth at a time. */
async function main(count: number): Promise<void> {
	const emulator = await startEmulator();
	const { apiKey, url: baseUrl, state } = emulator;
	const host = new WebhookHost({
		engine: new Engine(built),
		credentialType: built.credential,
		credential: () => ({ apiKey, baseUrl }),
	});
	const file = triggerWorkflow(state.projects[0].name);
	await host.activate(file);
	const secret = state.destinations[0].secrets.webhookSigningKey;
	const loaded = host.load(file, false, 'webhook');
	const socket = new net.Socket();

	const handle = async (request: Request): Promise<void> => {
		const response = new http.ServerResponse(request) as Response;
		const result = await host.handle(loaded, 'webhook', request, response);
		// What Node.js does when n8n has responded, which it does after it has started the workflow.
		response.emit('prefinish');
		if (!result.workflowData) throw new Error('A delivery did not start the workflow');
	};
	const received = (number: number): Request => {
		const { headers, body } = delivery(secret, number);
		const request = new http.IncomingMessage(socket);
		return Object.assign(request, { headers, rawBody: Buffer.from(body) }) as unknown as Request;
	};

	let number = 0;
	let usage = 0;
	const handleMany = async (many: number): Promise<void> => {
		for (let left = many; left > 0; left -= BATCH) {
			const requests = Array.from({ length: Math.min(left, BATCH) }, () => received(number++));
			const before = process.cpuUsage();
			for (const request of requests) await handle(request);
			const { user, system } = process.cpuUsage(before);
			usage += user + system;
		}
	};
	// Compiles the code, and fills nothing that counts.
	await handleMany(count / 100);
	const points: DeliveryPoint[] = [];
	for (let point = 1; point <= POINTS; point++) {
		usage = 0;
		await handleMany(count / POINTS);
		collectGarbage();
		const heap = process.memoryUsage().heapUsed / 2 ** 20;
		points.push({ count: (count / POINTS) * point, cpu: usage / (count / POINTS), heap });
	}
	process.send?.(points);
	await emulator.close();
	process.disconnect();
}

main(Number(process.argv[2])).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
