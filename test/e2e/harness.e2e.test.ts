import { childProcess, fs, http, type net, once, process } from '../support/node';
import { Client } from './support/client';
import { evaluatesInSandbox } from './support/differences';
import { itemsOf } from './support/saved';
import { type Server, startN8n } from './support/server';
import { chosenVersion } from './versions';

describe('the n8n of the tests', () => {
	let server: Server;
	let client: Client;

	beforeAll(async () => {
		server = await startN8n({ env: { N8N_LOG_LEVEL: 'debug' } });
		client = new Client(server.url);
		await client.setupOwner();
	});
	afterAll(async () => {
		await server.stop();
		expect(fs.existsSync(server.folder)).toBe(false);
		expect(() => process.kill(-server.pid, 0)).toThrow('ESRCH');
	});

	it('has the version that was chosen', async () => {
		const { data } = JSON.parse(await client.request('GET', '/rest/settings')) as {
			data: { versionCli: string };
		};
		expect(data.versionCli).toBe(chosenVersion().n8n);
	});

	it('runs a workflow of its own nodes and saves the execution', async () => {
		const { id } = await client.createWorkflow({
			name: 'Own nodes',
			nodes: [
				{
					id: 'a',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'b',
					name: 'Set',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					position: [200, 0],
					parameters: { mode: 'raw', jsonOutput: '={{ { sum: 20 + 22 } }}' },
				},
			],
			connections: { Start: { main: [[{ node: 'Set', type: 'main', index: 0 }]] } },
		});
		const execution = await client.runWorkflow(id, 'Start');
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Set')).toEqual([{ json: { sum: 42 }, pairedItem: { item: 0 } }]);
	});

	it('calls no other server', () => {
		expect(server.log()).not.toMatch(/ENOTFOUND|EAI_AGAIN|api\.n8n\.io/);
	});

	it('evaluates expressions in its sandbox if that is the default of this version', () => {
		expect(server.log().includes('[IsolatedVmBridge] Initialized')).toBe(evaluatesInSandbox());
	});
});

describe('the executions of a workflow', () => {
	it('include an execution once if n8n lists it as running and as ended', async () => {
		const listed = [
			{ id: '2', status: 'running' },
			{ id: '2', status: 'success' },
			{ id: '1', status: 'success' },
		];
		const api = http.createServer((_, response) => {
			response.end(JSON.stringify({ data: { results: listed } }));
		});
		await once(api.listen(0, '127.0.0.1'), 'listening');
		const { port } = api.address() as net.AddressInfo;
		try {
			const found = await new Client(`http://127.0.0.1:${port}`).executionsOf('workflow-1');
			expect(found.map(({ id }) => id)).toEqual(['2', '1']);
		} finally {
			api.close();
		}
	});
});

describe('a process that a test has started', () => {
	it('ends with the test, even if the test is killed', async () => {
		const started = childProcess.spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
		const ended = once(started, 'exit');
		const script = [
			`const { watchOver } = require('./test/e2e/support/server.ts');`,
			`watchOver(${started.pid}, undefined);`,
			`process.kill(process.pid, 'SIGKILL');`,
		].join('\n');
		const starter = childProcess.spawn(process.execPath, ['--import', 'tsx', '--eval', script]);
		expect(await once(starter, 'exit')).toEqual([null, 'SIGKILL']);
		expect(await ended).toEqual([null, 'SIGKILL']);
	});
});
