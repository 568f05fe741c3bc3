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
		child = childProcess.spawn('npm', ['start'], {
			cwd: ROOT,
			// Everything it starts inherits this folder and can be identified by it.
			env: { ...process.env, TMPDIR: folder },
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
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
		expect((await client.workflows()).map(({ name }) => name).sort()).toEqual(names.sort());
	});

	it.each([
		['Morning report of broken connections', 'Every Morning', 'Write Report'],
		['Rotate an API key', 'Start', 'Get Connection'],
		['Remove a churned customer', 'Start', 'Show Plan'],
	])('runs at once: %s', async (name, trigger, last) => {
		const execution = await client.runWorkflow(await idOf(name), trigger);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, last)).not.toEqual([]);
	});

	it('starts the trigger when a connection is broken by the command that it prints', async () => {
		const response = await fetch(found(/curl -X POST (http:\S+\/break)/), { method: 'POST' });
		expect(response.status).toBe(200);
		const connectionId = found(/connections\/(\S+)\/break/);
		const id = await idOf(found(/This starts "(.+)"\. Its execution/));
		// The example that rotates a key changes a connection, too, and so starts the same workflow.
		const runs = async () => {
			const executions = await client.executionsOf(id);
			const saved = await Promise.all(
				executions.map(async ({ id: executionId }) => await client.execution(executionId)),
			);
			return saved.filter((execution) => {
				const [event] = itemsOf(execution, 'On Ampersand Event');
				return (event?.json.data as IDataObject | undefined)?.connectionId === connectionId;
			});
		};
		const [broke] = await eventually(runs, ({ length }) => length > 0);
		const [{ json }] = itemsOf(broke, 'Write Message');
		const click = await fetch(String(/http:\S+/.exec(String(json.text))), { redirect: 'manual' });
		const oauthUrl = String(click.headers.get('location'));
		const url = `${found(/-G (http:\S+\/emulator\/oauth)/)}?url=${encodeURIComponent(oauthUrl)}`;
		expect((await fetch(url, { method: 'POST' })).status).toBe(200);
		const [repaired, ...before] = await eventually(runs, ({ length }) => length > 1);
		expect(itemsOf(repaired, 'Tell Team: Connection Updated')).toHaveLength(1);
		expect(before.map((execution) => execution.id)).toEqual([broke.id]);
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

	async function idOf(name: string): Promise<string> {
		const workflow = (await client.workflows()).find((candidate) => candidate.name === name);
		if (!workflow) throw new Error(`There is no workflow ${name}`);
		return workflow.id;
	}
});

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
