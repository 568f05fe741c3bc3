import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../emulator';
import type { EngineResult } from '../../support/engine';
import { type EngineHarness, engineHarness } from '../../support/engineHarness';
import { connectionsOf, installationsOf, play, type Played, resume, retry } from './play';

/** How an example is run here, and the request at which it fails. */
interface Case {
	example: string;
	fails: { method: string; path: RegExp };
	/** Whether the second such request fails, instead of the first. */
	second?: boolean;
	/** What the execution is, given what the emulator has. */
	begin?: (harness: EngineHarness) => Played;
	/** What is submitted while the execution waits. */
	submitted?: IDataObject;
}

const CUSTOMER = 'group-124';

const CASES: Case[] = [
	{ example: 'morning-report', fails: { method: 'GET', path: /\/providers$/ } },
	{
		example: 'sync-customers-from-a-list',
		fails: { method: 'POST', path: /:generate$/ },
		second: true,
	},
	{
		example: 'rotate-an-api-key',
		fails: { method: 'GET', path: /\/connections\/[^/]+$/ },
		begin: (harness) => {
			const { group, consumer, provider } = withKey(harness);
			const form = { 'Customer ID': group.groupRef, 'User ID': consumer.consumerRef, Provider: provider };
			return { input: [{ ...form, 'New API Key': 'next' }] };
		},
	},
	{
		example: 'remove-a-churned-customer',
		fails: { method: 'GET', path: /\/connections\?/ },
		second: true,
		begin: () => ({ settings: { customer: CUSTOMER, dryRun: false } }),
	},
	{
		example: 'move-a-customer-to-a-new-connection',
		fails: { method: 'PATCH', path: /\/installations\// },
		second: true,
		begin: (harness) => {
			const [old] = connectionsOf(harness).filter(
				({ group, provider }) => group.groupRef === CUSTOMER && provider === 'hubspot',
			);
			const created = structuredClone(harness.api.state.connection(old.projectId, old.id));
			Object.assign(created.connection, { id: 'new', updateTime: new Date().toISOString() });
			harness.api.state.connections.push(created);
			return { settings: { customer: CUSTOMER, provider: 'hubspot', dryRun: false } };
		},
	},
	{
		example: 'call-a-customers-api',
		fails: { method: 'GET', path: /\/services\// },
		begin: (harness) => {
			const found = installationsOf(harness).find(({ config }) => config.content.provider === 'salesforce');
			return { settings: { customer: found?.group.groupRef } };
		},
	},
	{
		example: 'resume-reads-after-a-repair',
		fails: { method: 'GET', path: /\/installations\?/ },
		begin: (harness) => {
			const [{ id, connectionId, projectId, group }] = installationsOf(harness);
			harness.api.pauseReads(id);
			const data = { connectionId, projectId, groupRef: group.groupRef };
			return { input: [{ event: 'connection.updated', data }] };
		},
	},
];

/** Their failures take the error output, so that there is nothing to retry: they are run again. */
const AGAIN: Case[] = [
	{
		example: 'connect-a-new-customer',
		fails: { method: 'POST', path: /:generate$/ },
		begin: () => ({
			input: [{ body: { customerId: 'c', userId: 'u', provider: 'apollo', apiKey: 'k' } }],
		}),
	},
	{
		example: 'rotate-keys-from-a-csv',
		fails: { method: 'PATCH', path: /\/connections\// },
		begin: (harness) => ({ files: rows(harness) }),
	},
	{
		example: 'ask-before-deleting',
		fails: { method: 'DELETE', path: /\/connections\// },
		begin: (harness) => {
			for (const connection of connectionsOf(harness)) connection.status = 'bad_credentials';
			return { settings: { customer: 'group-125' } };
		},
		submitted: { Decision: 'Delete' },
	},
];

describe('Retry execution after a failure in the middle', () => {
	const harness = engineHarness();
	let other: Emulator;
	beforeEach(async () => (other = await startEmulator()));
	afterEach(async () => await other.close());

	it.each(CASES)('leaves the same as one good run: $example', async (row) => {
		const good = elsewhere(harness, other);
		expect(await run(good, row, row.begin?.(good))).toMatchObject({ status: 'success' });
		failAt(harness, row);
		const played = row.begin?.(harness);
		const failed = await run(harness, row, played);
		expect(failed.status).toBe('error');
		const retried = await retry(harness, row.example, failed, played?.settings);
		expect(retried).toMatchObject({ status: 'success' });
		expect(stateOf(harness)).toEqual(stateOf(good));
	});

	it.each(AGAIN)('leaves the same when run again after it was stopped: $example', async (row) => {
		const good = elsewhere(harness, other);
		expect(await run(good, row, row.begin?.(good))).toMatchObject({ status: 'success' });
		const played = row.begin?.(harness);
		const stop = new AbortController();
		harness.api.fault({ match: row.fails, handler: () => stop.abort() });
		const stopped = await run(harness, row, { ...played, cancel: stop.signal });
		expect(stopped.status).toBe('canceled');
		expect(await run(harness, row, played)).toMatchObject({ status: 'success' });
		expect(stateOf(harness)).toEqual(stateOf(good));
	});
});

async function run(
	harness: EngineHarness,
	{ example, submitted }: Case,
	played: Played = {},
): Promise<EngineResult> {
	const result = await play(harness, example, played);
	if (!submitted) return result;
	return await resume(harness, example, result, submitted, played);
}

/** Makes the request of a case fail once. */
function failAt({ api }: EngineHarness, { fails: match, second }: Case): void {
	const respond = { status: 403, body: { title: 'Forbidden', status: 403 } };
	api.fault(second ? { match, handler: () => api.fault({ match, respond }) } : { match, respond });
}

/** The same engine with another emulator. */
function elsewhere(harness: EngineHarness, api: Emulator): EngineHarness {
	const credential = () => ({ apiKey: api.apiKey, baseUrl: api.url });
	return Object.create(harness, { api: { value: api }, credential: { value: credential } }) as EngineHarness;
}

function withKey(harness: EngineHarness): ReturnType<typeof connectionsOf>[number] {
	const found = connectionsOf(harness).find(({ authScheme }) => authScheme === 'apiKey');
	if (!found) throw new Error('No connection with an API key is seeded');
	return found;
}

/** A CSV with two rows. */
function rows(harness: EngineHarness): INodeExecutionData[] {
	const lines = connectionsOf(harness)
		.filter(({ authScheme }) => authScheme === 'apiKey')
		.slice(0, 2)
		.map(({ group, consumer, provider }) => `${group.groupRef},${consumer.consumerRef},${provider},next`);
	const csv = ['customerId,userId,provider,apiKey', ...lines].join('\n');
	const data = Buffer.from(csv).toString('base64');
	return [{ json: {}, binary: { CSV: { data, mimeType: 'text/csv', fileName: 'keys.csv' } } }];
}

/** What the emulator has, without the IDs of what was created and without times. */
function stateOf(harness: EngineHarness): object {
	const { connections } = harness.api.state;
	return {
		connections: connections
			.map(({ connection: { group, consumer, provider, status }, credentials }) =>
				JSON.stringify([group.groupRef, consumer.consumerRef, provider, status, credentials]),
			)
			.sort(),
		installations: installationsOf(harness).map(({ id, connectionId, healthStatus, pausedObjects }) => ({
			id,
			connectionId,
			healthStatus,
			pausedObjects,
		})),
	};
}
