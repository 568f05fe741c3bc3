import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

const TEN_MINUTES_MS = 600_000;

const START = Date.parse('2030-01-01T00:00:00Z');

const harness = emulatorHarness({ now: () => START });

const refs = { groupRef: 'group-900', consumerRef: 'user-900' };
const connect = async (fields: object) =>
	await harness.request<unknown>('POST', '/oauth-connect', {
		projectIdOrName: PROJECT,
		...refs,
		...fields,
	});
const connectUrl = async (provider: string) =>
	String((await connect({ provider, providerWorkspaceRef: 'acme' })).body);
const ofGroup900 = () =>
	harness.api.state.connections.filter(({ connection }) => connection.group.groupRef === 'group-900');

describe('an OAuth URL', () => {
	it('makes one connection, which is created and not working', async () => {
		const url = await connectUrl('hubspot');
		harness.api.completeOAuth(url);
		expect(ofGroup900().map(({ connection }) => connection.status)).toEqual(['created']);
	});

	it('works once', async () => {
		const url = await connectUrl('hubspot');
		harness.api.completeOAuth(url);
		expect(() => harness.api.completeOAuth(url)).toThrow('used already');
		expect(ofGroup900()).toHaveLength(1);
	});

	it.each([
		['salesforce', TEN_MINUTES_MS - 1, 1],
		['salesforce', TEN_MINUTES_MS, 0],
		['hubspot', 1000 * TEN_MINUTES_MS, 1],
	])('of %s, opened after %d ms, makes %d connections', async (provider, ms, count) => {
		const url = await connectUrl(provider);
		harness.api.advanceTime(ms);
		try {
			harness.api.completeOAuth(url);
		} catch {
			// Expired, which the count shows.
		}
		expect(ofGroup900()).toHaveLength(count);
	});

	it('repairs a connection, which is created again and not working', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCodePKCE');
		harness.api.breakConnection(connection.id);
		const path = `/connections/${connection.id}:oauth-update`;
		const { body } = await harness.inProject<string>('PATCH', path);
		harness.api.completeOAuth(body);
		expect(connection.status).toBe('created');
	});

	it('to repair a connection expires after ten minutes, too', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT, 'oauth2/authorizationCodePKCE');
		const path = `/connections/${connection.id}:oauth-update`;
		const { body } = await harness.inProject<string>('PATCH', path);
		harness.api.advanceTime(TEN_MINUTES_MS);
		expect(() => harness.api.completeOAuth(body)).toThrow('expired');
	});

	it.each(['projectIdOrName', 'projectId'])('is created for the project in %s', async (field) => {
		const { status } = await connect({ projectIdOrName: undefined, [field]: PROJECT, provider: 'hubspot' });
		expect(status).toBe(200);
	});

	it.each(['marketo', 'payPal', 'sugarCRM', 'apollo', 'ashby', 'hackerNews'])(
		'does not exist for %s, which has no consent',
		async (provider) => {
			const { status } = await connect({ provider, providerWorkspaceRef: 'acme' });
			expect(status).toBe(400);
		},
	);

	it.each(['oauth2/clientCredentials', 'oauth2/password', 'apiKey', 'basic'])(
		'does not exist to repair a connection with %s',
		async (authScheme) => {
			const { id } = harness.api.state.unusedConnection(PROJECT, authScheme).connection;
			expect((await harness.inProject('PATCH', `/connections/${id}:oauth-update`)).status).toBe(400);
		},
	);

	it('needs the metadata that the catalog asks for', async () => {
		expect((await connect({ provider: 'zendeskSupport' })).status).toBe(400);
	});

	it('needs no workspace for Salesforce', async () => {
		expect((await connect({ provider: 'salesforce' })).status).toBe(200);
	});
});

describe('the time', () => {
	it('is the one that the option gives, moved forward', async () => {
		harness.api.advanceTime(1000);
		const body = { ...refs, provider: 'apollo', apiKey: 'k' };
		const response = await harness.inProject('POST', '/connections:generate', body);
		expect(response.body.createTime).toBe('2030-01-01T00:00:01.000Z');
	});
});
