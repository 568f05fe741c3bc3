import type { IDataObject } from 'n8n-workflow';
import { childProcess, fs, os, path, process } from '../support/node';
import { Client } from './support/client';
import { itemsOf } from './support/saved';
import { exampleNames } from './support/examples';
import { eventually } from './support/until';

const ROOT = path.resolve(module.path, '..', '..');

describe('npm start', () => {
	let folder: string;
	let child: childProcess.ChildProcess;
	let output = '';
	let ended: Promise<number | null>;
	let client: Client;

	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'start-'));
		child = startIn(folder);
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += String(data)));
		ended = new Promise((resolve) => child.once('close', resolve));
		await Promise.race([printed(/Ctrl-C stops/), ended]);
		client = new Client(found(/n8n +(http:\S+)/));
		await client.login();
	});
	afterAll(async () => {
		if (child.exitCode === null && child.signalCode === null) interrupt();
		await ended;
		fs.rmSync(folder, { recursive: true, force: true });
	});

	const printed = async (pattern: RegExp): Promise<void> => {
		if (pattern.test(output)) return;
		await new Promise<void>((resolve) => {
			child.stdout?.on('data', () => {
				if (pattern.test(output)) resolve();
			});
		});
	};
	const found = (pattern: RegExp): string => {
		const match = pattern.exec(output);
		if (!match) throw new Error(`npm start did not print ${pattern.source}:\n${output}`);
		return match[1];
	};
	/** Interrupts everything that was started in the terminal, like Ctrl-C. */
	const interrupt = (): void => {
		process.kill(-Number(child.pid), 'SIGINT');
	};

	it('prints the login of an n8n with every example', async () => {
		expect([found(/Email +(\S+)/), found(/Password +(\S+)/)]).toEqual([
			'owner@example.com',
			['Only', 'for', 'tests', '1'].join('-'),
		]);
		const names = exampleNames().map((name) => {
			const text = fs.readFileSync(path.join(ROOT, 'examples', `${name}.json`), 'utf8');
			return (JSON.parse(text) as { name: string }).name;
		});
		const workflows = await client.workflows();
		const examples = workflows.map(({ name }) => name).filter((name) => !name.startsWith('Simulate: '));
		expect(examples.sort()).toEqual(names.sort());
		for (const { id } of workflows) expect(output).toContain(`/workflow/${id}`);
	});

	it.each([
		['Morning report of broken connections', 'Every Morning', 'Write Report'],
		['Sync customers from a list', 'Every Night', 'Generate Connection'],
		["Call a customer's API", 'Start', 'Split Out Records'],
		['Move a customer to a new connection', 'Start', 'Already There'],
		['Remove a churned customer', 'Start', 'Show Plan'],
	])('runs at once: %s', async (name, trigger, last) => {
		const execution = await client.runWorkflow(await idOf(name), trigger);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, last)).not.toEqual([]);
	});

	it('repairs a connection by clicking only: it breaks, the customer signs in, its reads resume', async () => {
		const { status } = await client.runWorkflow(await idOf('Simulate: a connection breaks'), 'Start');
		expect(status).toBe('success');
		const message = await outputOf('Repair a broken connection', 'Write Message');
		const click = await fetch(String(/http:\S+/.exec(String(message.text))));
		expect(await click.text()).toContain('You have signed in as the customer');
		const told = await outputOf('Resume reads after a repair', 'Tell Team: Reads Resumed');
		expect(told.text).toContain('its scheduled reads run');
	});

	it('connects a new customer by clicking only', async () => {
		const { status } = await client.runWorkflow(await idOf('Simulate: a new customer signs up'), 'Start');
		expect(status).toBe('success');
		expect(await outputOf('Connect a new customer', 'Generate Connection')).toMatchObject({
			groupRef: 'customer-1',
		});
	});

	it('stops on Ctrl-C and leaves no process and no folder', async () => {
		expect(processesIn(folder)).not.toEqual([]);
		interrupt();
		await ended;
		expect(
			await eventually(
				() => processesIn(folder),
				({ length }) => length === 0,
			),
		).toEqual([]);
		expect(fs.readdirSync(folder).filter((name) => name.startsWith('ampersand-'))).toEqual([]);
	});

	/** The JSON that a node of a workflow returned in one of its executions, once it has. */
	async function outputOf(workflow: string, node: string): Promise<IDataObject> {
		const id = await idOf(workflow);
		const items = async () => {
			const executions = await client.executionsOf(id);
			const saved = await Promise.all(executions.map(async (each) => await client.execution(each.id)));
			return saved.flatMap((execution) => itemsOf(execution, node));
		};
		const [{ json }] = await eventually(items, ({ length }) => length > 0);
		return json;
	}

	async function idOf(name: string): Promise<string> {
		const workflow = (await client.workflows()).find((candidate) => candidate.name === name);
		if (!workflow) throw new Error(`There is no workflow ${name}`);
		return workflow.id;
	}
});

describe('npm start, when npm is ended by SIGTERM', () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'start-'));
	afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

	it('leaves no process', async () => {
		const child = startIn(folder);
		await new Promise<void>((resolve) => {
			child.stdout?.on('data', (data) => {
				if (/Packing/.test(String(data))) resolve();
			});
		});
		child.kill('SIGTERM');
		expect(
			await eventually(
				() => processesIn(folder),
				({ length }) => length === 0,
			),
		).toEqual([]);
	});
});

/** Runs `npm start`. Everything it starts inherits the folder for temporary files, and can be identified by it. */
function startIn(folder: string): childProcess.ChildProcess {
	return childProcess.spawn('npm', ['start'], {
		cwd: ROOT,
		env: { ...process.env, TMPDIR: folder },
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

/** The processes that use a folder for temporary files. */
function processesIn(folder: string): string[] {
	return fs.readdirSync('/proc').filter((pid) => {
		try {
			return (
				/^\d+$/.test(pid) && fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${folder}\0`)
			);
		} catch {
			// It has ended, or belongs to another user.
			return false;
		}
	});
}
