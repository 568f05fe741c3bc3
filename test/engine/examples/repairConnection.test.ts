import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { type EngineResult, PUBLIC_URL } from '../../support/engine';
import { LINK_SECRET } from '../../support/examples';
import { PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, filledIn, jsonOf, playFile } from './play';

const EXAMPLE = 'repair-a-broken-connection';
const ELEVEN_MINUTES_MS = 11 * 60_000;
const EIGHT_DAYS_MS = 8 * 86_400_000;
const INVALID = {
	statusCode: 403,
	headers: { 'content-type': 'text/plain; charset=utf-8' },
	body: "This link isn't valid or has expired. Please ask us for a new one.",
};

describe('the example "repair a broken connection"', () => {
	const harness = triggerHarness({ eventsForAllConnections: true });
	const file = () => filledIn(harness, EXAMPLE);
	const project = () => harness.api.state.project(PROJECT).id;
	const connectionOf = (wanted: { provider?: string; authScheme?: string }) => {
		const found = connectionsOf(harness)
			.find(
				({ provider, authScheme }) =>
					(wanted.provider ?? provider) === provider && (wanted.authScheme ?? authScheme) === authScheme,
			);
		if (!found) throw new Error(`No connection is seeded with ${JSON.stringify(wanted)}`);
		return found;
	};
	/** What the workflow does when a connection breaks. */
	const breakDown = async (connectionId: string): Promise<EngineResult> => {
		await harness.host.activate(file());
		harness.api.breakConnection(connectionId);
		await harness.settled();
		harness.api.resetLog();
		return harness.host.runs[0];
	};
	const linkIn = (result: EngineResult): URL => {
		const [{ text }] = jsonOf(result, 'Write Message');
		return new URL(/https:\S+/.exec(String(text))?.[0] ?? '');
	};
	const open = async (query: IDataObject) => await playFile(harness, file(), { input: [{ query }], startNode: 'On Link Click' });
	const click = async ({ searchParams }: URL) => await open(Object.fromEntries(searchParams));
	const signed = (connection: string, expires: string): IDataObject => ({
		project: project(),
		connection,
		expires,
		signature: createHmac('SHA256', LINK_SECRET)
			.update(JSON.stringify([project(), connection, expires]))
			.digest('hex'),
	});
	const tomorrow = () => String(Date.now() + 86_400_000);

	it('writes the user a message with a link to the webhook of the workflow', async () => {
		const { id, consumer } = connectionOf({ provider: 'salesforce' });
		const result = await breakDown(id);
		const [message] = jsonOf(result, 'Write Message');
		expect(message).toMatchObject({
			consumerRef: consumer.consumerRef,
			subject: 'Please sign in to Salesforce again',
		});
		expect(message.text).toContain(`Hello ${consumer.consumerName},`);
		const { path } = file().nodes.find(({ name }) => name === 'On Link Click')?.parameters ?? {};
		expect(linkIn(result).href).toContain(`${PUBLIC_URL}/webhook/${String(path)}?`);
	});

	it('creates no OAuth URL before the click, since it might expire', async () => {
		const { id } = connectionOf({ provider: 'salesforce' });
		await harness.host.activate(file());
		harness.api.breakConnection(id);
		await harness.settled();
		expect(harness.sent().filter(({ url }) => url.includes('oauth'))).toEqual([]);
	});

	it('lets the customer sign in when an OAuth URL would have expired', async () => {
		const connection = connectionOf({ provider: 'salesforce' });
		const link = linkIn(await breakDown(connection.id));
		harness.api.advanceTime(ELEVEN_MINUTES_MS);
		const [response] = (await click(link)).responses;
		expect(response.statusCode).toBe(302);
		harness.api.completeOAuth(String(response.headers.location));
		expect(connection.status).toBe('created');
	});

	it('creates a new OAuth URL for each click', async () => {
		const link = linkIn(await breakDown(connectionOf({ provider: 'salesforce' }).id));
		const [first] = (await click(link)).responses;
		const [second] = (await click(link)).responses;
		expect(second.headers.location).not.toBe(first.headers.location);
	});

	it.each<[string, (id: string) => IDataObject]>([
		['without parameters', () => ({})],
		['without a signature', (connection) => ({ connection, expires: tomorrow() })],
		['with an empty signature', (id) => ({ ...signed(id, tomorrow()), signature: '' })],
		['with a signature twice', (id) => ({ ...signed(id, tomorrow()), signature: ['a', 'b'] })],
		['of another connection', (id) => ({ ...signed(id, tomorrow()), connection: 'another' })],
		['of another project', (id) => ({ ...signed(id, tomorrow()), project: 'another' })],
		['with a later expiry', (id) => ({ ...signed(id, tomorrow()), expires: String(Date.now() + 1e9) })],
		['that has expired', (id) => signed(id, String(Date.now() - 1))],
		['without an expiry', (id) => signed(id, '')],
		['with an expiry that is no number', (id) => signed(id, 'never')],
	])('rejects a link %s without sending anything to Ampersand', async (_, query) => {
		const { id } = connectionOf({ provider: 'salesforce' });
		expect((await open(query(id))).responses).toEqual([INVALID]);
		expect(harness.sent()).toEqual([]);
	});

	it('rejects a link after eight days', async () => {
		const link = linkIn(await breakDown(connectionOf({ provider: 'salesforce' }).id));
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now + EIGHT_DAYS_MS);
		expect((await click(link)).responses).toEqual([INVALID]);
	});

	it("asks the customer to try later when the OAuth URL can't be created", async () => {
		const { responses } = await open(signed('deleted', tomorrow()));
		expect(responses).toEqual([
			expect.objectContaining({ statusCode: 502, body: expect.stringContaining('try again later') }),
		]);
	});

	it.each(['apiKey', 'basic', 'oauth2/clientCredentials', 'oauth2/password'])(
		'asks for new credentials if there is no sign-in: %s',
		async (authScheme) => {
			const { id, provider, group } = connectionOf({ authScheme });
			const { displayName } = harness.api.state.providers[provider];
			const [message] = jsonOf(await breakDown(id), 'Ask for New Credentials');
			expect(message).toMatchObject({
				subject: `Please renew your credentials for ${displayName}`,
				teamText: `${group.groupName} needs new credentials for ${displayName} (${authScheme}, connection ${id})`,
			});
		},
	);

	it("tells the team when the broken connection can't be read", async () => {
		await harness.host.activate(file());
		const { id } = harness.api.state.project(PROJECT);
		const data = { connectionId: 'deleted', groupRef: 'group-1', provider: 'salesforce' };
		harness.api.emit(id, 'connection.error', { projectId: id, ...data });
		await harness.settled();
		expect(jsonOf(harness.host.runs[0], 'Tell Team: Check Connection')).toEqual([
			{ text: expect.stringMatching(/deleted of group-1 .*was not found/) as string },
		]);
	});

	it("doesn't run before the secret is entered", async () => {
		const workflow = file();
		for (const node of workflow.nodes) if (node.name === 'Sign Link') node.parameters.secret = '';
		const options = { input: [{ query: {} }], startNode: 'On Link Click' };
		await expect(playFile(harness, workflow, options)).rejects.toThrow('issues');
	});

	it('keeps the secret out of the execution data', async () => {
		const result = await open(signed('deleted', tomorrow()));
		expect(JSON.stringify(result.run.data)).not.toContain(LINK_SECRET);
	});

	it('leaves nothing in Ampersand when it is deactivated', async () => {
		const workflow = file();
		await harness.host.activate(workflow);
		await harness.host.deactivate(workflow);
		expect(harness.remoteState()).toEqual({ destinations: 0, topics: 0, events: [], routes: 0 });
	});
});
