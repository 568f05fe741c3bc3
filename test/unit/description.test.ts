import {
	Expression,
	type INodeProperties,
	type INodePropertyOptions,
	type IWorkflowDataProxyData,
} from 'n8n-workflow';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { operations } from '../../nodes/Ampersand/resources';
import { AmpersandTrigger } from '../../nodes/AmpersandTrigger/AmpersandTrigger.node';

const { description, methods } = new Ampersand();
const { description: trigger } = new AmpersandTrigger();

function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const nested = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'type' in option ? [option as INodeProperties] : [],
		);
		return [property, ...everyProperty(nested)];
	});
}

const all = everyProperty(description.properties);
const lists = Object.fromEntries(
	description.properties
		.filter(({ name }) => name === 'operation')
		.map(({ displayOptions, options }) => [
			String(displayOptions?.show?.resource?.[0]),
			options as INodePropertyOptions[],
		]),
);

describe('the description of the node', () => {
	// The interface is what saved workflows depend on: the names and values in these lists. A name that was released stays.
	it.each([
		['connection', ['delete', 'generate', 'get', 'getAll', 'oauthConnect', 'oauthUpdate', 'update']],
		[
			'installation',
			[
				'create',
				'delete',
				'get',
				'getAll',
				'getOperationLogs',
				'getOperations',
				'pauseReads',
				'unpauseReads',
				'update',
			],
		],
	])('offers exactly the operations of %s in this list, which is the interface', (resource, names) => {
		expect(lists[resource].map(({ value }) => value).sort()).toEqual(names);
		expect(Object.keys(operations[resource]).sort()).toEqual(names);
	});

	it.each(
		Object.entries(lists).flatMap(([resource, list]) =>
			list.map(({ value, name }) => [resource, value, name] as const),
		),
	)('calls %s: %s on the canvas what the editor calls it', (resource, operation, name) => {
		const shown = new Expression('UTC').resolveSimpleParameterValue(
			description.subtitle as string,
			{ $parameter: { resource, operation } } as unknown as IWorkflowDataProxyData,
			false,
		);
		expect(shown).toBe(`${name}: ${resource}`);
	});

	it('has exactly the parameters in this list, which is the interface', () => {
		expect(new Set(all.map(({ name }) => name))).toEqual(
			new Set(
				`resource operation projectIdOrName connectionId provider groupRef consumerRef returnAll limit filters status
				simplify output outputFields authScheme apiKey username password clientId clientSecret scopes accessToken
				refreshToken tokenOptions accessTokenExpiresAt accessTokenIssuedAt refreshTokenExpiresAt refreshTokenIssuedAt
				customAuth additionalFields groupName consumerName providerWorkspaceRef providerMetadata key value source
				providerAppId specifyBody jsonBody updateFields options includeCreds includeRefreshToken refresh maxRetries
				maxConcurrency oauthNotice replaceMetadata onlyIf integrationId installationId healthStatus
				ifExists ifNotFound ifNothingFound ignoreEmptyFilters search specifyCustomAuth customAuthFields name config
				skipSampling objects note actionType operationId
				0 requestOptions batching batchSize batchInterval allowUnauthorizedCerts proxy timeout`.split(/\s+/),
			),
		);
	});

	it('has the entries of Output Fields, and those of every collection, in alphabetical order', () => {
		const sorted = description.properties.filter(
			({ type, name }) => type === 'collection' || name === 'outputFields',
		);
		const entries = sorted.map((property) =>
			(property.options ?? [])
				.filter((option) => !('type' in option && option.type === 'hidden'))
				.map((option) => ('displayName' in option ? option.displayName : option.name)),
		);
		expect(entries.length).toBeGreaterThan(14);
		for (const names of entries) {
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		}
	});

	it('has no expression in its routing, which n8n would evaluate for every request', () => {
		const routing = JSON.stringify([
			description.requestDefaults,
			all.map((property) => property.routing),
			lists,
		]);
		expect(routing).not.toContain('={{');
	});

	it('hides secrets while they are typed', () => {
		const secrets = ['apiKey', 'password', 'clientSecret', 'accessToken', 'refreshToken'];
		for (const property of all.filter(({ name }) => secrets.includes(name))) {
			expect(property.typeOptions?.password).toBe(true);
		}
	});

	it('has a search method for each dropdown', () => {
		const searches = all
			.flatMap(({ modes }) => modes ?? [])
			.flatMap((mode) => mode.typeOptions?.searchListMethod ?? []);
		expect(new Set(searches)).toEqual(new Set(Object.keys(methods.listSearch)));
	});

	it('offers to enter what a list that loads slowly would offer', () => {
		for (const { modes = [] } of [...all, ...everyProperty(trigger.properties)]) {
			const notices = modes.flatMap(({ typeOptions }) => typeOptions?.slowLoadNotice ?? []);
			expect(notices.map(({ message }) => message.match(/"(.+)"/)?.[1])).toEqual(
				modes.filter(({ type }) => type === 'string').map(({ displayName }) => displayName),
			);
		}
	});

	it.each(['oauthConnect', 'oauthUpdate'])('warns before %s that the URL may expire', (operation) => {
		const notices = description.properties.filter(
			({ type, displayOptions }) => type === 'notice' && displayOptions?.show?.operation?.includes(operation),
		);
		expect(notices.map(({ displayName }) => displayName)).toEqual([
			expect.stringContaining('may expire after ten minutes'),
		]);
	});

	it.each([
		['the node', description],
		['the trigger', trigger],
	])("names parameters and values of %s to n8n's AI builder that exist", (_, { builderHint, properties }) => {
		const known = everyProperty(properties).flatMap(({ name, options = [] }) => [
			name,
			...options.map((option) => ('value' in option ? option.value : option.name)),
		]);
		const named = [...(builderHint?.searchHint ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name);
		expect(named).not.toEqual([]);
		expect(named.filter((name) => !known.includes(name))).toEqual([]);
	});

	it.each([
		['connection', 'status', ['bad_credentials']],
		['installation', 'healthStatus', ['unhealthy']],
	])('starts a new filter of a %s by %s with what is broken', (resource, name, broken) => {
		const [filters] = description.properties.filter(
			({ name: collection, displayOptions: { show = {} } = {} }) =>
				collection === 'filters' && show.resource?.[0] === resource && show.operation?.includes('getAll'),
		);
		const filter = everyProperty([filters]).find((property) => property.name === name);
		expect(filter?.default).toEqual(broken);
	});

	it('has a method for each list of options', () => {
		const loaded = all.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? []);
		expect(new Set(loaded)).toEqual(new Set(Object.keys(methods.loadOptions)));
	});

	it('loads a list of options again when what it depends on has changed', () => {
		const loaded = all
			.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod)
			.map(({ typeOptions }) =>
				[typeOptions?.loadOptionsMethod, typeOptions?.loadOptionsDependsOn].join(' '),
			);
		expect([...new Set(loaded)].sort()).toEqual([
			'getAuthSchemes projectIdOrName.value,connectionId.value',
			'getAuthSchemes provider.value',
			'getCustomAuthNames provider.value',
			'getMetadataKeys projectIdOrName.value,provider.value,connectionId.value',
		]);
	});

	it('says on the button of every collection what it adds', () => {
		const collections = all.filter(({ type }) => type === 'collection' || type === 'fixedCollection');
		const buttons = new Set(collections.map(({ placeholder }) => placeholder));
		expect([...buttons].sort()).toEqual([
			'Add Batching',
			'Add Condition',
			'Add Entry',
			'Add Field',
			'Add Filter',
			'Add Option',
		]);
	});

	it('starts with Get Many, and takes no expression for the operation', () => {
		const choices = all.filter(({ name }) => name === 'operation');
		expect(choices.map((choice) => [choice.default, choice.noDataExpression])).toEqual([
			['getAll', true],
			['getAll', true],
		]);
	});

	it('explains the choices of a list in the two lines that the editor shows of a description', () => {
		const choices = [...all, ...everyProperty(trigger.properties)]
			.filter(({ type }) => type === 'options' || type === 'multiOptions')
			.flatMap(({ options = [] }) => options as INodePropertyOptions[])
			.map(({ description: text }) => text ?? '');
		expect(choices.filter((text) => text.length > 100)).toEqual([]);
	});

	it('explains every parameter that is not plain from its label', () => {
		const plain = [
			'resource',
			'operation',
			'username',
			'password',
			'clientId',
			'clientSecret',
			'value',
			'batching',
		];
		const silent = all.filter(
			({ name, type, description: text }) =>
				!text &&
				type !== 'collection' &&
				type !== 'notice' &&
				type !== 'hidden' &&
				type !== 'dateTime' &&
				!plain.includes(name),
		);
		expect(silent.map(({ name }) => name)).toEqual([]);
	});
});
