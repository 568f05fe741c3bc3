import type { EmulatorState, Provider, StoredConnection } from '../state';
import { idOf } from './ids';
import { seedInstallations } from './installations';

const PROJECTS = [
	['mailmonkey-production', 'MailMonkey'],
	['mailmonkey-staging', 'MailMonkey Staging'],
	['ledgerly-production', 'Ledgerly'],
];

const PROVIDERS: Array<[name: string, displayName: string, authType: Provider['authType'], host: string]> = [
	['salesforce', 'Salesforce', 'oauth2', '{{.workspace}}.my.salesforce.com'],
	['hubspot', 'HubSpot', 'oauth2', 'api.hubapi.com'],
	['netsuite', 'NetSuite', 'oauth2', '{{.workspace}}.suitetalk.api.netsuite.com'],
	['zendeskSupport', 'Zendesk Support', 'oauth2', '{{.workspace}}.zendesk.com'],
	['slack', 'Slack', 'oauth2', 'slack.com/api'],
	['notion', 'Notion', 'oauth2', 'api.notion.com'],
	['intercom', 'Intercom', 'oauth2', 'api.intercom.io'],
	['outreach', 'Outreach', 'oauth2', 'api.outreach.io'],
	['marketo', 'Marketo', 'oauth2', '{{.workspace}}.mktorest.com'],
	['apollo', 'Apollo', 'apiKey', 'api.apollo.io'],
	['instantly', 'Instantly', 'apiKey', 'api.instantly.ai'],
	['freshdesk', 'Freshdesk', 'apiKey', '{{.workspace}}.freshdesk.com'],
	['gong', 'Gong', 'basic', 'api.gong.io'],
	['stripe', 'Stripe', 'custom', 'api.stripe.com'],
	['hackerNews', 'Hacker News', 'none', 'hacker-news.firebaseio.com'],
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

const SCHEMES: Record<Provider['authType'], string[]> = {
	oauth2: ['oauth2/authorizationCode', 'oauth2/clientCredentials', 'oauth2/password'],
	apiKey: ['apiKey'],
	basic: ['basic'],
	custom: ['apiKey'],
	jwt: ['apiKey'],
	none: ['none'],
};

const STATUSES = ['working', 'working', 'created', 'working', 'bad_credentials'] as const;
const START = Date.parse('2026-03-02T09:30:00Z');
const DAY_MS = 86_400_000;
const CONNECTIONS = 60;

/** Fills a state with three projects, fifteen providers and sixty connections, the same every time. */
export function seed(state: EmulatorState): void {
	const createTime = new Date(START - 400 * DAY_MS).toISOString();
	const orgId = idOf('org');
	state.projects = PROJECTS.map(([name, appName]) => ({ id: idOf(name), name, appName, orgId, createTime }));
	for (const entry of PROVIDERS) state.providers[entry[0]] = provider(...entry);
	state.connections = Array.from({ length: CONNECTIONS }, (_, index) => connection(state, index));
	seedInstallations(state);
}

function provider(name: string, displayName: string, authType: Provider['authType'], host: string): Provider {
	const bulkWrite = { insert: false, update: false, upsert: false, delete: false };
	const search = { operators: { equals: true } };
	return {
		name,
		displayName,
		authType,
		baseURL: `https://${host}`,
		defaultModule: '',
		support: { read: true, write: true, delete: false, subscribe: false, proxy: true, bulkWrite, search },
	};
}

function connection(state: EmulatorState, index: number): StoredConnection {
	// The first half belongs to the first project, the rest to the other two.
	const project = state.projects[index < CONNECTIONS / 2 ? 0 : 1 + (index % 2)];
	const [name, , authType] = PROVIDERS[index % PROVIDERS.length];
	const customer = index % CUSTOMERS.length;
	const person = index % PEOPLE.length;
	const createTime = new Date(START + index * DAY_MS).toISOString();
	const schemes = SCHEMES[authType];
	const authScheme = schemes[Math.floor(index / PROVIDERS.length) % schemes.length];
	const workspace = CUSTOMERS[customer].toLowerCase().replace(/\W+/g, '-');
	return {
		connection: {
			id: idOf(`connection ${index}`),
			projectId: project.id,
			provider: name,
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
			...(authType === 'oauth2' ? { providerWorkspaceRef: workspace } : {}),
		},
		credentials: credentialsFor(authScheme, index),
	};
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
		case 'oauth2/authorizationCode':
			return { oauth2AuthorizationCode: tokens(fake('access'), fake('refresh')) };
		default:
			return {};
	}
}

/** What an OAuth sign-in leaves behind (schema `Oauth2AuthorizationCodeTokensOnly`). */
export function tokens(access: string, refresh: string): object {
	return {
		accessToken: { token: access, issuedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' },
		refreshToken: { token: refresh, issuedAt: '2026-11-01T00:00:00Z' },
		scopes: ['read', 'write'],
	};
}
