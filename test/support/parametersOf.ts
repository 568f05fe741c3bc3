import type { INodeParameters } from 'n8n-workflow';
import { byId, byName, PROJECT } from './engineHarness';

// Constants, because n8n's linter takes a long text for a secret where it stands behind "auth".
export const CODE_GRANT = 'oauth2/authorizationCode';
export const CLIENT_GRANT = 'oauth2/clientCredentials';

/** An operation as its resource and its own name, such as `connection get`. */
export type OperationName = keyof typeof REQUIRED;

const CONNECTION = { connectionId: byId('={{ $json.id }}') };
const INSTALLATION = { integrationId: byId('integration-1'), installationId: byId('={{ $json.id }}') };
const CUSTOMER = { groupRef: 'group-900', consumerRef: 'user-900' };
const API_KEY = { authScheme: 'apiKey', apiKey: 'made-up' };
const CONFIG =
	'{ "provider": "hubspot", "write": { "objects": { "contacts": { "objectName": "contacts" } } } }';

/** What each operation needs in addition to the project, so that it sends a request that the emulator accepts. */
const REQUIRED = {
	'connection getAll': {},
	'connection get': CONNECTION,
	'connection generate': { provider: byName('apollo'), ...CUSTOMER, ...API_KEY },
	'connection update': { ...CONNECTION, ...API_KEY },
	'connection delete': CONNECTION,
	'connection oauthConnect': { provider: byName('hubspot'), ...CUSTOMER },
	'connection oauthUpdate': CONNECTION,
	'installation getAll': {},
	'installation get': INSTALLATION,
	'installation delete': INSTALLATION,
	'installation create': {
		integrationId: byId('integration-1'),
		groupRef: byId('={{ $json.id }}'),
		config: CONFIG,
	},
	'installation update': { ...INSTALLATION, connectionId: byId('connection-1') },
	'installation pauseReads': INSTALLATION,
	'installation unpauseReads': INSTALLATION,
	'installation getOperations': INSTALLATION,
	'installation getOperationLogs': { operationId: '={{ $json.id }}' },
} satisfies Record<string, INodeParameters>;

/** Every operation of both resources. */
export const OPERATION_NAMES = Object.keys(REQUIRED) as OperationName[];

const LOCATORS = ['projectIdOrName', 'provider', 'connectionId', 'integrationId', 'installationId'];

/**
 * The parameters of an operation, in the seeded project: what it requires, and what a test adds or changes.
 * Where an operation names one connection, installation, or operation, its ID comes from the field `id` of the input item;
 * that of Create, which names none, is the customer's ref.
 *
 * @param more parameters as the editor saves them; the value of a resource locator may be plain text
 */
export function parametersOf(name: OperationName, more: INodeParameters = {}): INodeParameters {
	const [resource, operation] = name.split(' ');
	const given = Object.entries(more).map(([parameter, value]) => [
		parameter,
		LOCATORS.includes(parameter) && typeof value === 'string' ? byId(value) : value,
	]);
	return {
		resource,
		operation,
		projectIdOrName: byName(PROJECT),
		...REQUIRED[name],
		...(Object.fromEntries(given) as INodeParameters),
	};
}
