import type { IDataObject } from 'n8n-workflow';
import { placesOf, PUBLIC_URL, withParameters } from '../support/e2eHarness';
import { LINK_SECRET } from '../support/examples';
import { type Claims, type ExamplesContext, expectNoKey, jsonOf } from './context';

const ELEVEN_MINUTES_MS = 11 * 60_000;
const INVALID_LINK = "This link isn't valid or has expired. Please ask us for a new one.";

/** What the example does in a whole n8n. */
export function repairConnection(context: ExamplesContext): Claims {
	const { harness } = context;
	const linkIn = ({ text }: IDataObject) => new URL(/https:\S+/.exec(String(text))?.[0] ?? '');
	/** What a browser gets at n8n's public URL. */
	const open = async (link: URL) =>
		await fetch(link.href.replace(PUBLIC_URL, harness.server.url), { redirect: 'manual' });
	return {
		'sends a link that lets the customer sign in after eleven minutes': async () => {
			const { id } = await context.load('repair-a-broken-connection');
			await harness.client.activate(id);
			const connection = context.first('oauth2/authorizationCodePKCE');
			harness.api.breakConnection(connection.id);
			const [execution] = await harness.executions(id, 1);
			expect(execution.status).toBe('success');
			const [message] = jsonOf(execution, 'Write Message');
			expect(message.consumerRef).toBe(connection.consumer.consumerRef);
			const link = linkIn(message);
			expect(link.origin).toBe(PUBLIC_URL);

			harness.api.advanceTime(ELEVEN_MINUTES_MS);
			const response = await open(link);
			expect(response.status).toBe(302);
			harness.api.completeOAuth(response.headers.get('location') ?? '');
			expect(connection.status).toBe('created');
			const executions = await harness.executions(id, 2);
			executions.forEach(expectNoKey);
			for (const { data } of executions) expect(placesOf(LINK_SECRET, data.resultData)).toEqual([]);
		},
		'rejects a link that was changed': async () => {
			const { id } = await context.load('repair-a-broken-connection');
			await harness.client.activate(id);
			harness.api.breakConnection(context.first('oauth2/authorizationCodePKCE').id);
			const [execution] = await harness.executions(id, 1);
			const [message] = jsonOf(execution, 'Write Message');
			harness.api.resetLog();
			const changes: Array<Record<string, string>> = [
				{ connection: context.first('apiKey').id },
				{ expires: String(Date.now() + 1e12) },
				{ signature: '' },
				{ connection: '', expires: '', signature: '' },
			];
			for (const change of changes) {
				const link = linkIn(message);
				for (const [name, value] of Object.entries(change)) link.searchParams.set(name, value);
				const response = await open(link);
				expect([response.status, await response.text()]).toEqual([403, INVALID_LINK]);
			}
			expect((await open(new URL(linkIn(message).pathname, PUBLIC_URL))).status).toBe(403);
			expect(context.requests()).toEqual([]);
		},
		"asks the customer to try later when the OAuth URL can't be created": async () => {
			const { id } = await context.load('repair-a-broken-connection');
			await harness.client.activate(id);
			harness.api.breakConnection(context.first('oauth2/authorizationCodePKCE').id);
			const [execution] = await harness.executions(id, 1);
			const [message] = jsonOf(execution, 'Write Message');
			harness.api.fault({
				match: { method: 'PATCH', path: /oauth-update/ },
				respond: { status: 403, body: { title: 'Forbidden', status: 403 } },
			});
			const response = await open(linkIn(message));
			expect([response.status, await response.text()]).toEqual([502, expect.stringContaining('try again')]);
		},
		'asks for new credentials if there is no sign-in': async () => {
			const { id } = await context.load('repair-a-broken-connection');
			await harness.client.activate(id);
			const connection = context.first('oauth2/clientCredentials');
			harness.api.breakConnection(connection.id);
			const [execution] = await harness.executions(id, 1);
			expect(jsonOf(execution, 'Ask for New Credentials')).toEqual([
				expect.objectContaining({
					consumerRef: connection.consumer.consumerRef,
					teamText: expect.stringContaining(connection.id) as string,
				}),
			]);
			expect(context.requests().filter((request) => request.startsWith('PATCH'))).toEqual([]);
		},
		"doesn't run before the secret is entered": async () => {
			const { id, nodes } = await context.load('repair-a-broken-connection');
			await harness.client.updateWorkflow(id, withParameters(nodes, 'Sign Link', { secret: '' }));
			// n8n 2 doesn't activate such a workflow; n8n 1 doesn't run it.
			const refused = await harness.client.activate(id).then(
				async () => (await open(new URL('/webhook/repair-a-connection', PUBLIC_URL))).status === 500,
				(error: unknown) => String(error).includes('Sign Link'),
			);
			expect(refused).toBe(true);
		},
	};
}

/** What the example does in a whole n8n. */
export function resumeReads(context: ExamplesContext): Claims {
	const { harness } = context;
	/** An installation whose connection is broken and whose reads are paused. */
	const paused = () => {
		const found = context.installations().find(({ config }) => config.content.provider === 'salesforce');
		if (!found) throw new Error('No installation for Salesforce is seeded');
		harness.api.breakConnection(found.connectionId);
		return found;
	};
	return {
		'tells the team that reads were paused, and resumes them after the sign-in': async () => {
			const { id } = await context.load('resume-reads-after-a-repair');
			await harness.client.activate(id);
			const installation = paused();
			harness.api.pauseReads(installation.id);
			const [first] = await harness.executions(id, 1);
			expect(jsonOf(first, 'Tell Team: Reads Paused')).toEqual([
				{ text: expect.stringContaining(String(installation.group.groupName)) as string },
			]);
			const path = `/projects/${installation.projectId}/connections/${installation.connectionId}`;
			const response = await fetch(`${harness.api.url}${path}:oauth-update`, {
				method: 'PATCH',
				headers: { 'x-api-key': harness.api.apiKey },
			});
			harness.api.completeOAuth(await response.text());
			const [, second] = await harness.executions(id, 2);
			expect(jsonOf(second, 'Tell Team: Reads Resumed')).toEqual([
				{ text: expect.stringContaining(String(installation.group.groupName)) as string },
			]);
			expect(installation.pausedObjects).toEqual([]);
			expectNoKey(second);
		},
	};
}
