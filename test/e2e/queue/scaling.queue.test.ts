import type { INodeCredentialsDetails } from 'n8n-workflow';
import { Webhook } from 'svix';
import { type Emulator, startEmulator } from '../../support/emulator';
import { generate } from '../../support/emulator/connections';
import { process } from '../../support/node';
import { Client, type WorkflowJson } from '../support/client';
import { packNode, type Server } from '../support/server';
import { type Cluster, PUBLIC_URL, startCluster, WORKER_CONCURRENCY } from './support/cluster';
import { type Crash, crash, type Kind } from './support/crash';
import { endedExecutionsOf, executionsOf, itemOf, workOf } from './support/executions';
import { publish, unpublish } from './support/publication';
import {
	generateByHttp,
	generateByNode,
	lookUpAll,
	lookUpBroken,
	onError,
	PROJECT,
} from './support/workflows';

/** How many executions of each kind the crash meets. */
const RUNS = 200;

/** How long the API takes to answer, so that a worker has requests under way. */
const ANSWER_MS = 500;

const START_TIMEOUT_MS = 300_000;
const CRASH_TIMEOUT_MS = 300_000;

describe('n8n in queue mode: a main process, two workers, a webhook process', () => {
	let api: Emulator;
	let cluster: Cluster;
	let client: Client;
	let credential: INodeCredentialsDetails;
	let trigger: string;

	beforeAll(async () => {
		const tarball = await packNode();
		api = await startEmulator({ deliverTo: (url) => url.replace(PUBLIC_URL, cluster.webhook.url) });
		cluster = await startCluster(tarball);
		client = new Client(cluster.main.url);
		await client.setupOwner();
		credential = await client.createCredential('ampersandApi', 'Ampersand', {
			apiKey: api.apiKey,
			baseUrl: api.url,
		});
	}, START_TIMEOUT_MS);
	afterEach(() => {
		api.clearFaults();
	});
	afterAll(async () => {
		await cluster?.stop();
		await api?.close();
	});

	const active = async (workflow: WorkflowJson): Promise<string> => {
		const { id } = await client.createWorkflow(workflow);
		await publish(client, id);
		return id;
	};
	const call = async (path: string, body: object = {}): Promise<Response> =>
		await fetch(`${cluster.webhook.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	/** Connections that no other test has anything to do with. */
	const connections = (count: number): string[] =>
		Array.from({ length: count }, (_, index) => {
			const { id } = api.state.project(PROJECT);
			const body = { provider: 'hackerNews', groupRef: `group-${index}`, consumerRef: 'user-queue' };
			const stored = generate(api.state, id, body);
			api.state.connections.push(stored);
			return stored.connection.id;
		});
	const slow = () => api.fault({ match: { path: '/connections' }, times: Infinity, delayMs: ANSWER_MS });

	describe('a delivery to the trigger', () => {
		beforeAll(async () => {
			trigger = await active(lookUpBroken(credential));
			api.resetLog();
		});

		/** Sends a delivery to a process, just as Ampersand does. */
		const deliver = async (server: Server, id: string): Promise<number> => {
			const [{ metadata, secrets }] = api.state.destinations;
			const [connectionId] = connections(1);
			const body = JSON.stringify({ notificationType: 'connection.error', data: { connectionId } });
			const time = new Date();
			const answer = await fetch(metadata.url.replace(PUBLIC_URL, server.url), {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'svix-id': id,
					'svix-timestamp': String(Math.floor(time.getTime() / 1000)),
					'svix-signature': new Webhook(secrets.webhookSigningKey).sign(id, time, body),
				},
				body,
			});
			return answer.status;
		};
		const runs = async () => (await executionsOf(cluster.postgres, trigger)).length;

		it('has the webhook process ask for the signing secret once, also when many come at once', async () => {
			const statuses = await Promise.all(
				Array.from({ length: 20 }, async (_, n) => await deliver(cluster.webhook, `first-${n}`)),
			);
			expect(new Set(statuses)).toEqual(new Set([200]));
			await endedExecutionsOf(cluster.postgres, trigger);
			const asked = api.requests.filter(({ url }) => url.includes('/destinations/'));
			expect(asked.map(({ method }) => method)).toEqual(['GET']);
		});

		it('starts one run when it comes twice, one after the other', async () => {
			const before = await runs();
			expect(await deliver(cluster.webhook, 'twice')).toBe(200);
			expect(await deliver(cluster.webhook, 'twice')).toBe(200);
			expect((await runs()) - before).toBe(1);
		});

		it('starts one run when it comes twice at the same time', async () => {
			const before = await runs();
			const both = [deliver(cluster.webhook, 'at-once'), deliver(cluster.webhook, 'at-once')];
			expect(await Promise.all(both)).toEqual([200, 200]);
			expect((await runs()) - before).toBe(1);
		});

		it('starts a second run when it comes again to another process, which remembers its own only', async () => {
			const before = await runs();
			expect(await deliver(cluster.webhook, 'elsewhere')).toBe(200);
			expect(await deliver(cluster.main, 'elsewhere')).toBe(200);
			expect((await runs()) - before).toBe(2);
		});
	});

	describe('Max Concurrency', () => {
		const WIDTH = 3;

		it('bounds the requests of each run, not those of all runs together', async () => {
			const workflow = await active(lookUpAll(credential, connections(4 * WIDTH), WIDTH));
			await endedExecutionsOf(cluster.postgres, trigger);
			slow();
			const mostOf = async (count: number): Promise<number> => {
				api.resetLog();
				await Promise.all(Array.from({ length: count }, async () => await call('look-up-all')));
				await endedExecutionsOf(cluster.postgres, workflow);
				return api.maxInFlight;
			};
			expect(await mostOf(1)).toBe(WIDTH);
			expect(await mostOf(2)).toBe(2 * WIDTH);
		});
	});

	describe('a worker that is killed in the middle', () => {
		let result: Crash;
		let errors: string;

		beforeAll(async () => {
			await unpublish(client, trigger);
			errors = await active(onError());
			const settings = { errorWorkflow: errors };
			const kinds: Kind[] = [];
			for (const [path, workflow] of [
				['generate-by-http', generateByHttp(credential, api.url)],
				['generate-by-node', generateByNode(credential)],
			] as const) {
				kinds.push({
					workflowId: await active({ ...workflow, settings }),
					keys: Array.from({ length: RUNS }, (_, index) => `${path}-${index}`),
					begin: async (run) => (await call(path, { run })).status,
					keyOf: (execution) => (itemOf(execution, 'Webhook')?.json.body as { run: string }).run,
					requested: () =>
						api.requests
							.map(({ body }) => String((body as { groupRef?: unknown } | undefined)?.groupRef))
							.filter((groupRef) => groupRef.startsWith(path)),
				});
			}
			const broken = connections(RUNS);
			kinds.push({
				workflowId: await active({ ...lookUpBroken(credential), settings }),
				keys: broken,
				begin: async (connectionId) => {
					const before = api.deliveries.length;
					api.breakConnection(connectionId);
					await api.deliveriesSettled();
					return api.deliveries[before].status ?? 0;
				},
				keyOf: (execution) => {
					const { data } = itemOf(execution, 'Trigger')?.json as { data: { connectionId: string } };
					return data.connectionId;
				},
				requested: () =>
					api.requests.map(({ path }) => path.split('/').at(-1) ?? '').filter((id) => broken.includes(id)),
			});
			api.resetLog();
			result = await crash(cluster, api, kinds);
		}, CRASH_TIMEOUT_MS);

		it('probe', async () => {
			for (const o of result.outcomes) {
				process.stdout.write(
					JSON.stringify({
						answers: [...new Set(o.answers)],
						n: o.answers.length,
						succeeded: o.succeeded.length,
						distinct: new Set(o.succeeded).size,
						requested: o.requested.length,
						distinctR: new Set(o.requested).size,
						failed: o.failed.map(({ id, status }) => [id, status]),
					}) + '\n',
				);
			}
			const { outcomes, ...rest } = result;
			process.stdout.write(JSON.stringify(rest) + '\n');
			process.stdout.write(JSON.stringify(outcomes[0].failed[0]) + '\n');
			process.stdout.write(JSON.stringify(outcomes[1].failed[0]) + '\n');
			process.stdout.write(JSON.stringify(outcomes[2].failed[0]) + '\n');
			const e = await endedExecutionsOf(cluster.postgres, errors);
			process.stdout.write(JSON.stringify(e) + '\n');
			if (e[0]) process.stdout.write(JSON.stringify(await client.execution(e[0].id)).slice(0, 3000) + '\n');
			process.stdout.write(
				JSON.stringify([
					workOf(cluster.workers[0]).begun.size,
					workOf(cluster.workers[1]).begun.size,
					WORKER_CONCURRENCY,
				]) + '\n',
			);
		});
	});
});
