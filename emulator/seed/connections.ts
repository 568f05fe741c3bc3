import { connectionSchemeOf, tokens } from '../operations/credentials';
import { requiredInputs } from '../operations/metadata';
import type { EmulatorState, Provider, StoredConnection } from '../state';
import { idOf } from './ids';

/** The providers that customers have connected, in turn. */
const CONNECTED = [
	'salesforce',
	'hubspot',
	'netsuite',
	'zendeskSupport',
	'slack',
	'notion',
	'intercom',
	'sugarCRM',
	'marketo',
	'apollo',
	'instantly',
	'freshdesk',
	'gong',
	'stripe',
	'salesforceJWT',
];

const CUSTOMERS = [
	'Acme Corp',
	'Globex',
	'Initech',
	'Umbrella Health',
	'Stark Industries',
	'Wayne Logistics',
	'Hooli',
	'Soylent Foods',
	'Vandelay Imports',
	'Dunder Mifflin',
];

const PEOPLE = ['Jane Doe', 'Raj Patel', 'Mia Novak', 'Tom Berger', 'Ana Souza', 'Li Wei'];

const STATUSES = ['working', 'working', 'created', 'working', 'bad_credentials'] as const;
const START = Date.parse('2026-03-02T09:30:00Z');
const DAY_MS = 86_400_000;
const CONNECTIONS = 60;

/** Before anything in the seed. */
export const FOUNDED = new Date(START - 400 * DAY_MS).toISOString();

/** Sixty connections, the same every time: half of them in the first project, the rest in the other two. */
export function seedConnections(state: EmulatorState): StoredConnection[] {
	return Array.from({ length: CONNECTIONS }, (_, index) => connection(state, index));
}

function connection(state: EmulatorState, index: number): StoredConnection {
	const project = state.projects[index < CONNECTIONS / 2 ? 0 : 1 + (index % 2)];
	const provider = state.providers[CONNECTED[index % CONNECTED.length]];
	const customer = index % CUSTOMERS.length;
	const person = index % PEOPLE.length;
	const createTime = new Date(START + index * DAY_MS).toISOString();
	const authScheme = connectionSchemeOf(provider);
	const stored: StoredConnection = {
		connection: {
			id: idOf(`connection ${index}`),
			projectId: project.id,
			provider: provider.name,
			group: {
				groupRef: `group-${123 + customer}`,
				groupName: CUSTOMERS[customer],
				projectId: project.id,
				createTime,
			},
			consumer: {
				consumerRef: `user-${456 + person}`,
				consumerName: PEOPLE[person],
				projectId: project.id,
				createTime,
			},
			authScheme,
			status: STATUSES[index % STATUSES.length],
			createTime,
			updateTime: new Date(START + (index + 30) * DAY_MS).toISOString(),
			...metadataFor(provider, CUSTOMERS[customer].toLowerCase().replace(/\W+/g, '-')),
		},
		credentials: credentialsFor(authScheme, index),
	};
	return stored;
}

/** What the provider asks for; for NetSuite also what Ampersand adds, so that each source occurs. */
function metadataFor(provider: Provider, workspace: string): object {
	const required = requiredInputs(provider);
	if (!required.length) return {};
	const providerMetadata: Record<string, object> = {};
	for (const { name, displayName } of required) {
		const value = name === 'workspace' ? workspace : '4';
		providerMetadata[name] = { value, source: 'input', displayName };
	}
	if (provider.name === 'netsuite') {
		providerMetadata.sessionTimezone = { value: 'America/New_York', source: 'provider' };
		providerMetadata.roleId = { value: '1042', source: 'token' };
	}
	return { providerWorkspaceRef: workspace, providerMetadata };
}

/** Values that say of themselves that they are not real. */
function credentialsFor(authScheme: string, index: number): Record<string, unknown> {
	const fake = (kind: string) => `emulated-${kind}-${index}`;
	const client = { clientId: fake('client'), clientSecret: fake('client-secret'), scopes: ['read'] };
	switch (authScheme) {
		case 'apiKey':
			return { apiKey: fake('key') };
		case 'basic':
			return { basicAuth: { username: fake('user'), password: fake('pass') } };
		case 'oauth2/clientCredentials':
			return { oauth2ClientCredentials: client };
		case 'oauth2/password':
			return { oauth2PasswordCredentials: { username: fake('user'), password: fake('pass'), ...client } };
		case 'none':
			return { customAuth: { privateKey: fake('private-key') } };
		default:
			// Expires so late that no test sees it happen unless it moves the time.
			return {
				oauth2AuthorizationCode: tokens(fake('access'), fake('refresh'), {
					issuedAt: '2026-11-01T00:00:00Z',
					expiresAt: '2099-01-01T00:00:00Z',
				}),
			};
	}
}
