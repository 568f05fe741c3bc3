import type { INodeParameters } from 'n8n-workflow';
import { readerOf } from '../support/readerOf';

const message = (read: () => unknown): string => {
	try {
		read();
	} catch (error) {
		return (error as Error).message;
	}
	return 'no error';
};

describe('a label', () => {
	it.each([
		['limit', 'Limit'],
		['filters.groupRef', 'Group Ref'],
		['requestOptions.timeout', 'Timeout'],
		['requestOptions.batching.batch.batchSize', 'Batching > Items per Batch'],
		['unheardOf', 'unheardOf'],
	])('of %s is %s', (path, label) => {
		expect(readerOf({}).p.label(path)).toBe(label);
	});

	it('of an entry in a list names its collection', () => {
		const entry = [{ key: 'a', value: 'b' }];
		const { p } = readerOf({ operation: 'oauthConnect', additionalFields: { providerMetadata: { entry } } });
		const labelOf = (index: number) => p.label(`additionalFields.providerMetadata.entry.${index}.key`);
		expect([0, 9, 10, 123].map(labelOf)).toEqual(Array(4).fill('Provider Metadata > Name or ID'));
	});
});

describe('a condition', () => {
	it.each([[''], ['  '], [undefined]])('left empty by hand (%j) is none', (groupRef) => {
		const { p } = readerOf({ filters: { groupRef } as INodeParameters });
		expect(p.filter('filters.groupRef')).toBeUndefined();
	});

	it.each([[''], ['  '], [undefined], [null]])('by an expression that returns %j is refused', (found) => {
		const { p } = readerOf({ filters: { groupRef: '={{ 1 + 1 }}' } }, { 'filters.groupRef': found });
		expect(message(() => p.filter('filters.groupRef'))).toBe("The parameter 'Group Ref' is empty");
	});

	it.each([[{}], [[]], [true], [NaN]])('is refused when it is %j', (found) => {
		const { p } = readerOf({ filters: { groupRef: '={{ 1 + 1 }}' } }, { 'filters.groupRef': found });
		expect(message(() => p.filter('filters.groupRef'))).toMatch(
			"The parameter 'Group Ref' must be text, but is",
		);
	});

	it('may be a number', () => {
		const { p } = readerOf({ filters: { groupRef: '={{ 1 + 1 }}' } }, { 'filters.groupRef': 2 });
		expect(p.filter('filters.groupRef')).toBe('2');
	});
});

describe('text that may be empty', () => {
	const BASIC = { operation: 'generate', authScheme: 'basic' };

	it.each([[''], [undefined]])('is empty when it was left so by hand (%j)', (username) => {
		expect(readerOf({ ...BASIC, username } as INodeParameters).p.textOrEmpty('username')).toBe('');
	});

	it.each([[''], [undefined]])('is refused when an expression returns %j', (found) => {
		const { p } = readerOf({ ...BASIC, username: '={{ 1 + 1 }}' }, { username: found });
		expect(message(() => p.textOrEmpty('username'))).toBe("The parameter 'Username' is empty");
	});
});

describe('a field of a collection', () => {
	it.each([[undefined], [null], ['text'], [5]])('is missing when the collection is %j', (filters) => {
		const { p } = readerOf({ filters } as unknown as INodeParameters);
		expect([p.has('filters.length'), p.value('filters.length')]).toEqual([false, undefined]);
	});
});

describe('a collection', () => {
	it.each([
		['an expression', { 0: '=' }],
		['a list', { 0: 'a' }],
	])('is refused when n8n has left only the start of %s', (_, filters) => {
		expect(message(() => readerOf({ filters }).p.checkCollection('filters'))).toBe(
			"The parameter 'Filters' can't be an expression or a list",
		);
	});

	it.each([[undefined], [{}], [{ groupRef: 'g' }]])('is accepted when it is %j', (filters) => {
		const { p } = readerOf({ filters } as unknown as INodeParameters);
		expect(message(() => p.checkCollection('filters'))).toBe('no error');
	});
});

describe('a parameter read by its declaration', () => {
	const GET = { operation: 'get' };
	const CONDITION = { filters: { groupRef: '={{ 1 + 1 }}' } };
	const NAME = { operation: 'oauthConnect', additionalFields: { groupName: '={{ 1 + 1 }}' } };

	it.each([
		['True', true, true],
		['False', false, undefined],
	])('is %s as a switch', (_, includeCreds, read) => {
		expect(readerOf({ ...GET, options: { includeCreds } }).p.declared('options.includeCreds')).toBe(read);
	});

	it.each([
		['its value', 'force'],
		['the name that the editor shows', 'Always'],
	])('is a choice by %s', (_, refresh) => {
		expect(readerOf({ ...GET, options: { refresh } }).p.declared('options.refresh')).toBe('force');
	});

	it('is refused when it is none of the choices', () => {
		const { p } = readerOf({ ...GET, options: { refresh: 'sometimes' } });
		expect(message(() => p.declared('options.refresh'))).toBe(
			"The parameter 'Refresh Access Token' must be one of: force, ifExpired",
		);
	});

	it('is refused when it is required and empty', () => {
		const { p } = readerOf({ operation: 'oauthConnect', groupRef: '' });
		expect(message(() => p.declared('groupRef'))).toBe("The parameter 'Group Ref' is empty");
	});

	it('is refused as a condition when its expression returns nothing', () => {
		const { p } = readerOf(CONDITION, { 'filters.groupRef': '' });
		expect(message(() => p.declared('filters.groupRef'))).toBe("The parameter 'Group Ref' is empty");
	});

	it('is left out, like any other text, when its expression returns nothing', () => {
		const { p } = readerOf(NAME, { 'additionalFields.groupName': '' });
		expect(p.declared('additionalFields.groupName')).toBeUndefined();
	});
});

describe('a number', () => {
	it('has no bounds above when the node does not show it', () => {
		const { p } = readerOf({ returnAll: true, limit: -1 });
		expect(message(() => p.integer('limit'))).toBe(
			"The parameter 'limit' must be a whole number of 0 or more",
		);
	});

	it('has the bounds of its declaration', () => {
		const { p } = readerOf({ options: { maxRetries: 11, maxConcurrency: 0 } });
		expect(message(() => p.integer('options.maxRetries'))).toBe(
			"The parameter 'Max Retries' must be a whole number from 0 to 10",
		);
		expect(message(() => p.integer('options.maxConcurrency'))).toBe(
			"The parameter 'Max Concurrency' must be a whole number from 1 to 100",
		);
	});

	it('that is missing is the given one', () => {
		expect(readerOf({}).p.integer('options.maxRetries')).toBe(3);
	});
});

describe('a choice', () => {
	it.each([[''], [' '], [undefined]])('is none when it was left empty by hand (%j)', (refresh) => {
		const { p } = readerOf({ operation: 'get', options: { refresh } as INodeParameters });
		expect(p.oneOf('options.refresh')).toBeUndefined();
	});

	it('is refused when its expression returns nothing', () => {
		const { p } = readerOf(
			{ operation: 'get', options: { refresh: '={{ 1 + 1 }}' } },
			{ 'options.refresh': '' },
		);
		expect(message(() => p.oneOf('options.refresh'))).toBe(
			"The parameter 'Refresh Access Token' must be one of: force, ifExpired",
		);
	});
});

describe('choices', () => {
	it.each([[['={{ $json.a }}']], [['bad_credentials', '={{ $json.a }}']]])(
		'that are a list with an expression in it (%j) are left to n8n',
		(status) => {
			const { p, asked } = readerOf(
				{ filters: { status } },
				{ 'filters.status': ['working'] },
				{ json: { a: 'bad_credentials' } },
			);
			expect(p.someOf('filters.status')).toEqual(['working']);
			expect(asked).toEqual(['filters.status']);
		},
	);

	it('are none when they were left empty by hand, and refused when an expression finds none', () => {
		expect(readerOf({ filters: { status: [] } }).p.someOf('filters.status')).toEqual([]);
		const { p } = readerOf({ filters: { status: '={{ 1 + 1 }}' } }, { 'filters.status': [] });
		expect(message(() => p.someOf('filters.status'))).toBe("The parameter 'Status' is empty");
	});
});

describe('a path', () => {
	const TEMPLATE = '/projects/{projectIdOrName}/connections/{connectionId}';
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const given = (connectionId: string) => ({
		operation: 'get',
		projectIdOrName: locator('my project'),
		connectionId: locator(connectionId),
	});

	it('holds the values inside of resource locators, percent-encoded', () => {
		expect(readerOf(given('a/b?c')).p.path(TEMPLATE)).toBe('/projects/my%20project/connections/a%2Fb%3Fc');
	});

	it.each(['', ' ', '.', '..', 'a\nb'])('is refused for %j, by the parameter’s name', (id) => {
		expect(message(() => readerOf(given(id)).p.path(TEMPLATE))).toMatch(/^The parameter 'Connection' /);
	});
});

describe('an empty filter that may be left out', () => {
	const FILTERS = { status: '={{ 1 + 1 }}', actionType: '={{ 2 + 2 }}' };
	const statusBeside = (other: unknown, own: unknown = undefined) => {
		const parameters = { filters: FILTERS, options: { ignoreEmptyFilters: true } };
		const { p } = readerOf(parameters, { 'filters.status': own, 'filters.actionType': other });
		return message(() => p.someOf('filters.status'));
	};

	it.each([['read'], [5], [['read']], ['["read"]'], [[null, 'read']]])('is left out beside %j', (other) => {
		expect(statusBeside(other)).toBe('no error');
	});

	it.each([[undefined], [null], [' '], [[]], [[null]], ['[]'], ['[null, " "]']])(
		'is refused beside %j, which is empty, too',
		(other) => {
			expect(statusBeside(other)).toBe("The parameter 'Status' is empty");
		},
	);

	it('is refused outside of the filters', () => {
		const given = { filters: { groupRef: 'g' }, options: { ignoreEmptyFilters: true } };
		const { p } = readerOf({ ...given, requestOptions: { proxy: '={{ 1 + 1 }}' } });
		expect(message(() => p.filter('requestOptions.proxy'))).toBe("The parameter 'Proxy' is empty");
	});

	it('is not the other filter that has to remain', () => {
		expect(statusBeside(undefined, ' , ')).toBe("The parameter 'Status' is empty");
	});
});

describe('a value of a tool', () => {
	it("counts as given by the agent, so 'undefined' means that it is missing", () => {
		const parameters = { operation: 'oauthConnect', groupRef: 'undefined' };
		expect(readerOf(parameters).p.text('groupRef')).toBe('undefined');
		const { p } = readerOf(parameters, {}, { isTool: true });
		expect(message(() => p.text('groupRef'))).toContain('so a value is missing');
	});
});
