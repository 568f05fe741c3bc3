import type { INodeParameters } from 'n8n-workflow';
import type { EmulatorState } from '../../../../emulator/state';
import { PROJECT } from '../e2eHarness';
import { byId, byName } from '../workflows';
import { headerMark, keyMark, longMark, type Mark, mark, numberMark } from './marks';

/** The API key of the credential. */
export const API_KEY = headerMark('credential');

/**
 * The secrets of customers and of a proxy, which come from n8n's environment: n8n saves no value of an expression, so none of
 * them may be in anything that it writes.
 */
export const FROM_ENVIRONMENT: Mark[] = [
	...[
		'customerKey',
		'rotatedKey',
		'userPassword',
		'clientSecret',
		'accessToken',
		'refreshToken',
		'fieldValue',
	].map(mark),
	...['proxyPassword', 'userNameOnly', 'nested', 'inBody'].map(mark),
	keyMark('privateKey'),
	longMark('longKey'),
	numberMark('pinCode', '48392017'),
];

/** The environment variables of these secrets. */
export const ENVIRONMENT = Object.fromEntries(FROM_ENVIRONMENT.map(({ name, text }) => [name, text]));

// Constants, because n8n's linter takes a long text for a secret where it stands behind "auth".
const [CODE, CLIENT, PASSWORD] = ['authorizationCode', 'clientCredentials', 'password'].map(
	(grant) => `oauth2/${grant}`,
);

const env = (name: string): string => `={{ $env.${name} }}`;
const inJson = (value: string): string => `={{ JSON.stringify(${value}) }}`;
const generate = (authScheme: string, more: INodeParameters): INodeParameters => ({
	operation: 'generate',
	provider: byName('apollo'),
	groupRef: 'group-secret',
	consumerRef: 'user-secret',
	authScheme,
	...more,
});

/** Every operation, and every way to give it a secret, by name; those that delete are last. */
export function cases(state: EmulatorState): Record<string, INodeParameters> {
	const { connections, installations } = state;
	const { id: projectId } = state.project(PROJECT);
	const own = connections.filter(({ connection }) => connection.projectId === projectId);
	const ofScheme = (scheme: string) =>
		own.find(({ connection }) => connection.authScheme === scheme)?.connection.id ?? '';
	const [installed, churned] = installations.filter((each) => each.projectId === projectId);
	const unused = own.find(
		({ connection }) => !installations.some((each) => each.connectionId === connection.id),
	);
	const installation = (
		operation: string,
		{ integrationId, id } = installed,
		more: INodeParameters = {},
	) => ({
		resource: 'installation',
		operation,
		integrationId: byId(integrationId),
		installationId: byId(id),
		...more,
	});
	const update = (more: INodeParameters) => ({
		operation: 'update',
		connectionId: byId(ofScheme('apiKey')),
		...more,
	});
	const config = JSON.stringify(installed.config.content);
	return {
		'connection getAll': { operation: 'getAll', returnAll: true },
		'connection get': { operation: 'get', connectionId: byId(ofScheme('apiKey')), simplify: false },
		'connection generate': generate('apiKey', { apiKey: env('customerKey') }),
		'generate, basic': generate('basic', { username: 'jane', password: env('userPassword') }),
		'generate, user name': generate('basic', { username: env('userNameOnly'), password: '' }),
		'generate, tokens': generate(CODE, {
			accessToken: env('accessToken'),
			refreshToken: env('refreshToken'),
		}),
		'generate, client': generate(CLIENT, { clientId: 'client', clientSecret: env('clientSecret') }),
		'generate, password': generate(PASSWORD, {
			username: 'jane',
			password: env('userPassword'),
			clientId: 'client',
			clientSecret: env('clientSecret'),
		}),
		'generate, fields': generate('custom', {
			customAuthFields: { entry: [{ name: 'key', value: env('fieldValue') }] },
		}),
		'generate, JSON': generate('custom', {
			specifyCustomAuth: 'json',
			customAuth: inJson(
				'{ pem: $env.privateKey, pin: Number($env.pinCode), list: [{ deep: $env.nested }] }',
			),
		}),
		'generate, long': generate('apiKey', { apiKey: env('longKey') }),
		'generate, private key': generate('apiKey', { apiKey: env('privateKey') }),
		'connection update': update({ authScheme: 'apiKey', apiKey: env('rotatedKey') }),
		'update, JSON': update({
			specifyBody: 'json',
			jsonBody: inJson(`{ updateMask: ['apiKey'], connection: { apiKey: $env.inBody } }`),
		}),
		'connection oauthConnect': {
			operation: 'oauthConnect',
			provider: byName('hubspot'),
			groupRef: 'group-secret',
			consumerRef: 'user-secret',
		},
		'connection oauthUpdate': { operation: 'oauthUpdate', connectionId: byId(ofScheme(CODE)) },
		'installation getAll': { resource: 'installation', operation: 'getAll', returnAll: true },
		'installation get': installation('get'),
		'installation create': {
			resource: 'installation',
			operation: 'create',
			integrationId: byId(installed.integrationId),
			groupRef: byId(installed.group.groupRef),
			config,
		},
		'installation update': installation('update', installed, { connectionId: byId(installed.connectionId) }),
		'installation pauseReads': installation('pauseReads'),
		'installation unpauseReads': installation('unpauseReads'),
		'installation getOperations': installation('getOperations'),
		'installation getOperationLogs': {
			resource: 'installation',
			operation: 'getOperationLogs',
			operationId:
				state.operations.find(({ operation }) => operation.installationId === installed.id)?.operation.id ??
				'',
		},
		'installation delete': installation('delete', churned),
		'connection delete': { operation: 'delete', connectionId: byId(unused?.connection.id ?? '') },
	};
}

/** Input that is rejected before a request, and expressions that n8n can't evaluate, with a secret in each. */
export const INVALID: Record<string, INodeParameters> = {
	'no JSON': generate('custom', {
		specifyCustomAuth: 'json',
		customAuth: `={{ '{"key": "' + $env.nested }}`,
	}),
	'a list': generate('custom', { specifyCustomAuth: 'json', customAuth: inJson('[$env.nested]') }),
	'no value': generate('apiKey', { apiKey: '={{ $env.customerKey + undefined }}' }),
	'an object': generate('apiKey', { apiKey: '={{ { key: $env.customerKey } }}' }),
	'half a character': generate('apiKey', { apiKey: '={{ $env.customerKey + String.fromCharCode(0xd800) }}' }),
	'no date': generate(CODE, {
		accessToken: env('accessToken'),
		tokenOptions: { accessTokenExpiresAt: env('accessToken') },
	}),
	'no scopes': generate(CLIENT, {
		clientId: 'client',
		clientSecret: env('clientSecret'),
		scopes: '=[{{ $env.clientSecret }}',
	}),
	'no number': generate('apiKey', {
		apiKey: env('customerKey'),
		options: { maxRetries: env('customerKey') },
	}),
	'no group': generate('apiKey', { apiKey: env('customerKey'), groupRef: ' ' }),
	'no connection': {
		operation: 'update',
		connectionId: byId(' '),
		authScheme: 'apiKey',
		apiKey: env('rotatedKey'),
	},
	'a mask without a value': {
		operation: 'update',
		connectionId: byId('some'),
		specifyBody: 'json',
		jsonBody: inJson(`{ updateMask: ['apiKey'], connection: { key: $env.inBody } }`),
	},
	'a proxy with another protocol': generate('apiKey', {
		apiKey: env('customerKey'),
		requestOptions: { proxy: '=ftp://jane:{{ encodeURIComponent($env.proxyPassword) }}@127.0.0.1' },
	}),
	'a proxy that is not encoded': generate('apiKey', {
		apiKey: env('customerKey'),
		requestOptions: { proxy: '=http://jane:%{{ $env.proxyPassword }}@127.0.0.1' },
	}),
	'an error': generate('apiKey', { apiKey: '={{ $env.customerKey.missing.missing }}' }),
	'an unknown node': generate('apiKey', { apiKey: `={{ $('No such node').item.json[$env.customerKey] }}` }),
	'a syntax error': generate('apiKey', { apiKey: '={{ $env.customerKey + }}' }),
};
