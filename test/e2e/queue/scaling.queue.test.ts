import type { INodeCredentialsDetails } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../emulator';
import { generate } from '../../../emulator/operations/generateConnection';
import { process } from '../../support/node';
import { Client } from '../support/client';
import type { WorkflowJson } from '../support/saved';
import { packNode, type Server } from '../support/server';
import { type Cluster, PUBLIC_URL, startCluster, WORKER_CONCURRENCY } from './support/cluster';
import { type Crash, crash, howItFailed, type Kind, type Outcome, report } from './support/crash';
import { deliver } from './support/delivery';
import { endedExecutionsOf, executionsOf, itemOf, workOf } from './support/executions';
import {
	generateByHttp,
	generateByNode,
	lookUpAll,
	lookUpBroken,
	onError,
	PROJECT,
} from './support/workflows';

/** How many runs of each kind there are. */
const RUNS = 200;

/** How long the API takes to respond, so that a worker has requests under way. */
const RESPONSE_MS = 500;

const HTTP_REQUEST = 'HTTP Request node';
const AMPERSAND = 'Ampersand node';
const TRIGGER = 'Ampersand Trigger and Ampersand node';
const KINDS = [HTTP_REQUEST, AMPERSAND, TRIGGER];

const START_TIMEOUT_MS = 300_000;
const CRASH_TIMEOUT_MS = 420_000;

describe('n8n in queue mode: a main process, two workers, a webhook process', () => {
	let api: Emulator;
	let cluster: Cluster;
	let client: Client;
	let credential: INodeCredentialsDetails;

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
		await client.activate(id);
		return id;
	};
	const call = async (path: string, body: object = {}): Promise<Response> =>
		await fetch(`${cluster.webhook.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	/** New connections that no other test uses. */
	const connections = (count: number): string[] =>
		Array.from({ length: count }, (_, index) => {
			const { id } = api.state.project(PROJECT);
			const oauth2AuthorizationCode = { accessToken: { token: 'made-up' } };
			const refs = { groupRef: `group-${index}`, consumerRef: 'user-queue' };
			const body = { provider: 'hubspot', ...refs, oauth2AuthorizationCode };
			const stored = generate(api.state, id, body);
			api.state.connections.push(stored);
			return stored.connection.id;
		});
	const slow = () => api.fault({ match: { path: '/connections' }, times: Infinity, delayMs: RESPONSE_MS });

	describe('a delivery to the trigger', () => {
		let trigger: string;

		beforeAll(async () => {
			trigger = await active(lookUpBroken(credential));
			api.resetLog();
		});
		afterAll(async () => {
			await endedExecutionsOf(cluster.postgres, trigger);
			await client.deactivate(trigger);
		});

		const send = async (server: Server, id: string): Promise<number> =>
			await deliver(api, server, id, connections(1)[0]);
		const runs = async () => (await executionsOf(cluster.postgres, trigger)).length;

		it('makes the webhook process fetch the signing secret once, even if many arrive at the same time', async () => {
			const statuses = await Promise.all(
				Array.from({ length: 20 }, async (_, n) => await send(cluster.webhook, `first-${n}`)),
			);
			expect(new Set(statuses)).toEqual(new Set([200]));
			await endedExecutionsOf(cluster.postgres, trigger);
			const fetched = api.requests.filter(({ url }) => url.includes('/destinations/'));
			expect(fetched.map(({ method }) => method)).toEqual(['GET']);
		});

		it('starts one run if it arrives twice, one after the other', async () => {
			const before = await runs();
			expect(await send(cluster.webhook, 'twice')).toBe(200);
			expect(await send(cluster.webhook, 'twice')).toBe(200);
			expect((await runs()) - before).toBe(1);
		});

		it('starts one run if it arrives twice at the same time', async () => {
			const before = await runs();
			const both = [send(cluster.webhook, 'at-once'), send(cluster.webhook, 'at-once')];
			expect(await Promise.all(both)).toEqual([200, 200]);
			expect((await runs()) - before).toBe(1);
		});

		it('starts a second run if it is repeated to another process', async () => {
			const before = await runs();
			expect(await send(cluster.webhook, 'elsewhere')).toBe(200);
			expect(await send(cluster.main, 'elsewhere')).toBe(200);
			expect((await runs()) - before).toBe(2);
		});
	});

	describe('Max Concurrency', () => {
		const LIMIT = 3;

		it('limits the requests of each run, not those of all runs together', async () => {
			const workflow = await active(lookUpAll(credential, connections(4 * LIMIT), LIMIT));
			slow();
			const maxInFlightOf = async (count: number): Promise<number> => {
				api.resetLog();
				await Promise.all(Array.from({ length: count }, async () => await call('look-up-all')));
				await endedExecutionsOf(cluster.postgres, workflow);
				return api.maxInFlight;
			};
			expect(await maxInFlightOf(1)).toBe(LIMIT);
			expect(await maxInFlightOf(2)).toBe(2 * LIMIT);
		});
	});

	describe('a worker that is killed', () => {
		let result: Crash;
		let errors: string;

		beforeAll(async () => {
			errors = await active(onError());
			const settings = { errorWorkflow: errors };
			const generating = async (name: string, path: string, workflow: WorkflowJson): Promise<Kind> => ({
				name,
				workflowId: await active({ ...workflow, settings }),
				keys: Array.from({ length: RUNS }, (_, index) => `${path}-${index}`),
				start: async (run) => (await call(path, { run })).status,
				keyOf: (execution) => (itemOf(execution, 'Webhook')?.json.body as { run: string }).run,
				requested: () =>
					api.requests
						.map(({ body }) => String((body as { groupRef?: unknown } | undefined)?.groupRef))
						.filter((groupRef) => groupRef.startsWith(`${path}-`)),
			});
			const broken = new Set(connections(RUNS));
			const kinds: Kind[] = [
				await generating(HTTP_REQUEST, 'generate-by-http', generateByHttp(credential, api.url)),
				await generating(AMPERSAND, 'generate-by-node', generateByNode(credential)),
				{
					name: TRIGGER,
					workflowId: await active({ ...lookUpBroken(credential), settings }),
					keys: [...broken],
					start: async (connectionId) => {
						const before = api.deliveries.length;
						api.breakConnection(connectionId);
						await api.deliveriesSettled();
						return api.deliveries[before].status ?? 0;
					},
					keyOf: (execution) =>
						(itemOf(execution, 'Trigger')?.json as { data: { connectionId: string } }).data.connectionId,
					requested: () =>
						api.requests.map(({ path }) => path.split('/').at(-1) ?? '').filter((id) => broken.has(id)),
				},
			];
			api.resetLog();
			result = await crash(cluster, api, kinds);
			process.stdout.write(`${report(result)}\n`);
		}, CRASH_TIMEOUT_MS);

		const outcome = (name: string): Outcome =>
			result.outcomes.find(({ kind }) => kind.name === name) as Outcome;

		it.each(KINDS)('leaves no call without a response: %s', (name) => {
			expect(outcome(name).statuses).toEqual(Array.from({ length: RUNS }, () => 200));
		});

		it.each(KINDS)('leaves one ended execution for every call: %s', (name) => {
			const { succeeded, failed } = outcome(name);
			expect(succeeded.length + failed.length).toBe(RUNS);
		});

		it.each(KINDS)('causes no second successful run: %s', (name) => {
			const { succeeded } = outcome(name);
			expect(succeeded).toEqual([...new Set(succeeded)]);
		});

		it.each(KINDS)('causes no second request: %s', (name) => {
			const { requested } = outcome(name);
			expect(requested).toEqual([...new Set(requested)]);
		});

		it.each(KINDS)('leaves no success without its request: %s', (name) => {
			const { succeeded, requested } = outcome(name);
			expect(requested).toEqual(expect.arrayContaining(succeeded));
		});

		it.each(KINDS)('fails some of its own executions and none of the other worker: %s', (name) => {
			const failed = outcome(name).failed.map(({ id }) => id);
			const others = workOf(cluster.workers[1]).started;
			expect(failed).not.toEqual([]);
			expect(failed.filter((id) => others.has(id))).toEqual([]);
		});

		it('fails at most as many executions as it runs at the same time', () => {
			const failed = result.outcomes.flatMap((each) => each.failed);
			expect(failed.length).toBeLessThanOrEqual(WORKER_CONCURRENCY);
		});

		it.each([AMPERSAND, TRIGGER])('fails them like those of the HTTP Request node: %s', (name) => {
			const howOf = ({ failed }: Outcome) => new Set(failed.map(howItFailed));
			expect(howOf(outcome(name))).toEqual(howOf(outcome(HTTP_REQUEST)));
		});

		it('starts the error workflow once for each failed execution', async () => {
			const failed = result.outcomes.flatMap((each) => each.failed.map(({ id }) => id));
			const reported = (await endedExecutionsOf(cluster.postgres, errors)).map(
				(execution) => (itemOf(execution, 'Error')?.json as { execution: { id: string } }).execution.id,
			);
			expect(reported.sort()).toEqual(failed.sort());
		});
	});
});
