import { Expression, type INodeParameters } from 'n8n-workflow';
import { byId, byName, engineHarness } from '../support/engineHarness';
import { CODE_GRANT, parametersOf } from '../support/parametersOf';
import { BY_NAME, items, operationCase } from '../support/operations';

const harness = engineHarness();

const METADATA = { providerMetadata: { entry: [{ key: 'workspace', value: 'acme', source: 'token' }] } };
const FILTERS = { groupRef: 'g', provider: 'apollo' };
const INSTALLATION = { integrationId: byId('i'), installationId: byId('x') };
const READS = { objects: 'contacts deals', note: 'why' };
const TOKENS = { accessTokenExpiresAt: '2026-12-01', refreshTokenIssuedAt: '2026-11-01' };

/** Every parameter of every operation, each with a value that it takes. */
const EVERYTHING: Record<string, INodeParameters> = {
	'connection getAll': {
		returnAll: false,
		limit: 5,
		filters: { ...FILTERS, consumerRef: 'u', status: 'working', search: 'x' },
		simplify: true,
		options: { ifNothingFound: 'item' },
	},
	'connection get': { simplify: true, onlyIf: FILTERS, options: { includeCreds: true, refresh: 'force' } },
	'connection generate': {
		provider: byName('salesforce'),
		groupRef: 'g',
		consumerRef: 'u',
		authScheme: CODE_GRANT,
		accessToken: 'a',
		refreshToken: 'r',
		scopes: 'read',
		tokenOptions: TOKENS,
		additionalFields: { groupName: 'G', consumerName: 'U', providerWorkspaceRef: 'w', ...METADATA },
	},
	'connection update': {
		specifyBody: 'fields',
		authScheme: 'oauth2/password',
		username: 'u',
		password: 'p',
		clientId: 'i',
		clientSecret: 's',
		scopes: 'read',
		updateFields: { providerWorkspaceRef: 'w', ...METADATA },
		options: { replaceMetadata: true },
	},
	'connection delete': { onlyIf: { ...FILTERS, status: 'working' } },
	'connection oauthConnect': {
		provider: byName('salesforce'),
		groupRef: 'g',
		consumerRef: 'u',
		additionalFields: { groupName: 'G', providerAppId: 'app', ...METADATA },
	},
	'connection oauthUpdate': { onlyIf: { ...FILTERS, status: 'working' } },
	'installation getAll': {
		limit: 5,
		filters: { ...FILTERS, integrationId: 'i', connectionId: 'c', healthStatus: 'healthy' },
	},
	'installation get': { ...INSTALLATION, onlyIf: FILTERS, simplify: true },
	'installation delete': { ...INSTALLATION, onlyIf: FILTERS, options: { ifNotFound: 'deleted' } },
	'installation create': {
		integrationId: byId('i'),
		groupRef: byId('g'),
		connectionId: byId('c'),
		config: '{ "provider": "apollo" }',
		simplify: true,
		options: { skipSampling: true },
	},
	'installation update': { ...INSTALLATION, connectionId: byId('c'), onlyIf: FILTERS, simplify: true },
	'installation pauseReads': { ...INSTALLATION, onlyIf: FILTERS, ...READS },
	'installation unpauseReads': { ...INSTALLATION, onlyIf: FILTERS, ...READS },
	'installation getOperations': {
		...INSTALLATION,
		limit: 5,
		filters: { status: 'success', actionType: 'read' },
		options: { ifNothingFound: 'item' },
	},
	'installation getOperationLogs': { operationId: 'o', limit: 5, simplify: true },
};

/** What is read to check Only If: a connection or an installation that meets the conditions. */
const READ = {
	status: 200,
	body: { ...FILTERS, id: 'x', status: 'working', group: FILTERS, connection: FILTERS },
};
const OPTIONS = { maxRetries: 0, maxConcurrency: 7 };
const BATCH = { batchSize: 50, batchInterval: 1 };
const REQUEST_OPTIONS = { timeout: 5000, batching: { batch: BATCH } };

/** The same value by an expression that names the parameter. */
const expressionFor = (path: string, value: unknown): string =>
	`={{ [${JSON.stringify(path)}, ${JSON.stringify(value)}][1] }}`;

/** Parameters of which every value comes from an expression of its own. */
function expressed(parameters: object, parent = ''): INodeParameters {
	const fixed = ['resource', 'operation', 'authScheme', '__rl', 'mode'];
	const entries = Object.entries(parameters).map(([name, value]: [string, unknown]) => {
		const path = parent + name;
		if (fixed.includes(name)) return [name, value];
		if (Array.isArray(value))
			return [name, value.map((entry: object, i) => expressed(entry, `${path}.${i}.`))];
		if (typeof value === 'object' && value !== null) return [name, expressed(value, `${path}.`)];
		return [name, expressionFor(path, value)];
	});
	return Object.fromEntries(entries) as INodeParameters;
}

/** Every expression in some parameters. */
function expressionsIn(parameters: unknown): string[] {
	if (typeof parameters === 'string') return parameters.startsWith('=') ? [parameters] : [];
	if (typeof parameters !== 'object' || parameters === null) return [];
	return Object.values(parameters).flatMap(expressionsIn);
}

/** How often n8n has evaluated each expression of our node. */
function evaluations(): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const [value] of jest.mocked(Expression.prototype.resolveSimpleParameterValue).mock.calls) {
		if (typeof value === 'string' && value.startsWith('=')) counts[value] = (counts[value] ?? 0) + 1;
	}
	return counts;
}

beforeEach(() => void jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue'));

describe('an expression is evaluated once per item', () => {
	it.each(BY_NAME)('by %s', async (name, { parameters, success }) => {
		const given = EVERYTHING[name];
		if (given.onlyIf) harness.api.fault({ times: 3, match: { method: 'GET' }, respond: READ });
		harness.api.fault({ times: Infinity, respond: success });
		const { resource, operation, projectIdOrName, connectionId } = parameters;
		const all = expressed({
			resource,
			operation,
			projectIdOrName,
			...(connectionId !== undefined && { connectionId: byId('x') }),
			...given,
			options: { ...(given.options as object), ...OPTIONS },
			requestOptions: REQUEST_OPTIONS,
		});
		const { json } = await harness.run(all, items(3), { onError: 'continueRegularOutput' });
		expect(json.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(evaluations()).toEqual(Object.fromEntries(expressionsIn(all).map((text) => [text, 3])));
	});
});

describe('nothing else is evaluated', () => {
	it.each(BY_NAME)('by %s: not what holds no expression, nor what names a field', async (_, entry) => {
		harness.api.fault({ times: Infinity, respond: entry.success });
		await harness.run(entry.parameters, items(3));
		expect(harness.api.requests).toHaveLength(3);
		expect(evaluations()).toEqual({});
	});

	it('a field that an item lacks is left to n8n', async () => {
		const { parameters } = operationCase('connection get');
		await harness.run(parameters, items(3, [1]), { onError: 'continueRegularOutput' });
		expect(evaluations()).toEqual({ '={{ $json.id }}': 1 });
	});

	it('as a tool, a field is left to n8n, since $json is not the input item', async () => {
		await harness.run(parametersOf('connection get'), items(1), { tool: true });
		expect(evaluations()).toEqual({ '={{ $json.id }}': 1 });
	});
});

describe('a parameter with an expression has the value for its item', () => {
	/** Two items for the same connection, each with a value of its own. */
	function two<T>(first: T, second: T) {
		const [{ connection }] = harness.api.state.connections;
		return [first, second].map((own) => ({ id: connection.id, own }));
	}

	it('on the top level', async () => {
		const parameters = parametersOf('connection get', { simplify: '={{ $json.own }}' });
		const { json } = await harness.run(parameters, two(true, false));
		expect(json.map((item) => 'groupRef' in item)).toEqual([true, false]);
	});

	it('inside a collection', async () => {
		const parameters = parametersOf('connection get', { options: { maxRetries: '={{ $json.own }}' } });
		const { items, failed } = await harness.run(parameters, two(1, 99), {
			onError: 'continueErrorOutput',
		});
		expect([items.length, failed.length]).toEqual([1, 1]);
		expect(failed[0].json.error).toContain("'Max Retries' must be a whole number from 0 to 10 [item 1]");
	});
});

it('values of one run are not used in the next', async () => {
	const [{ connection }] = harness.api.state.connections;
	const input = [{ id: connection.id }];
	const first = await harness.run(parametersOf('connection get', { simplify: true }), input);
	const second = await harness.run(parametersOf('connection get', { simplify: false }), input);
	expect([first, second].map(({ json: [item] }) => 'groupRef' in item)).toEqual([true, false]);
});
