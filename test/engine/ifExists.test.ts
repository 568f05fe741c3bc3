import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, pairing, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

/** An existing connection with an API key. */
const existing = () => harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
const generate = (ifExists: string, more: INodeParameters = {}) =>
	parametersOf('connection generate', { options: { ifExists }, ...more });
/** For the customer, user, and provider of an existing connection. */
const again = (ifExists: string, more: INodeParameters = {}) => {
	const { group, consumer, provider } = existing();
	const { groupRef } = group;
	return generate(ifExists, { groupRef, consumerRef: consumer.consumerRef, provider, ...more });
};
const methods = () => harness.api.requests.map(({ method }) => method);
const count = () => harness.api.state.connections.length;

/** Adds a connection like the existing one. */
function addTwin(id: string, change: object): void {
	const stored = harness.api.state.unusedConnection(PROJECT, 'apiKey');
	harness.api.state.connections.push({ ...stored, connection: { ...stored.connection, id, ...change } });
}

describe('If One Exists', () => {
	it('by default creates another one, without looking for one', async () => {
		const before = count();
		await harness.run(again('create'));
		expect(methods()).toEqual(['POST']);
		expect(count()).toBe(before + 1);
	});

	it.each([
		['GET', 'look for an existing connection'],
		['PATCH', 'update the credentials of the existing connection'],
	])('names a %s that fails', async (method, what) => {
		harness.api.fault({ match: { method }, respond: { status: 403, body: '' } });
		const { error } = await harness.run(again('update'));
		expect(error?.message).toBe(`Couldn't ${what} (HTTP 403)`);
	});

	it('returns the existing one, and changes nothing', async () => {
		const before = count();
		const { json } = await harness.run(again('return'));
		expect(json).toEqual([expect.objectContaining({ id: existing().id, status: existing().status })]);
		expect(methods()).toEqual(['GET']);
		expect(count()).toBe(before);
	});

	it('looks only among the connections of the customer, user, and provider', async () => {
		const { group, consumer, provider } = existing();
		await harness.run(again('return'));
		expect(harness.api.requests[0].query).toEqual({
			groupRef: group.groupRef,
			consumerRef: consumer.consumerRef,
			provider,
		});
	});

	it('updates the credentials of the existing one, and nothing else', async () => {
		const { id } = existing();
		const more = { apiKey: 'made-up-new', additionalFields: { groupName: 'Other' } };
		const { json } = await harness.run(again('update', more));
		expect(json).toEqual([expect.objectContaining({ id })]);
		expect(harness.sent('PATCH')).toEqual([
			{
				method: 'PATCH',
				url: `/v1/projects/${PROJECT}/connections/${id}`,
				body: { updateMask: ['apiKey'], connection: { apiKey: 'made-up-new' } },
			},
		]);
		expect(methods()).toEqual(['GET', 'PATCH']);
	});

	it('updates nothing without credentials', async () => {
		const { json } = await harness.run(again('update', { authScheme: 'none' }));
		expect(json).toEqual([expect.objectContaining({ id: existing().id })]);
		expect(methods()).toEqual(['GET']);
	});

	it('returns no secret of the existing one', async () => {
		Object.assign(existing(), { apiKey: 'made-up-secret' });
		const { json } = await harness.run(again('return', { simplify: false }));
		expect(json).toHaveLength(1);
		expect(JSON.stringify(json)).not.toContain('made-up-secret');
	});

	it.each(['return', 'update'])('creates one when there is none: %s', async (ifExists) => {
		const before = count();
		const { json } = await harness.run(generate(ifExists));
		expect(methods()).toEqual(['GET', 'POST']);
		expect(json).toEqual([expect.objectContaining({ groupRef: 'group-900' })]);
		expect(count()).toBe(before + 1);
	});

	it('takes the one of several that was updated last', async () => {
		addTwin('newest', { updateTime: '2030-01-01T00:00:00Z' });
		addTwin('oldest', { updateTime: '2020-01-01T00:00:00Z' });
		const { json } = await harness.run(again('return'));
		expect(json.map(({ id }) => id)).toEqual(['newest']);
	});

	it.each<[string, (own: ReturnType<typeof existing>) => object]>([
		['customer', ({ group }) => ({ group: { ...group, groupRef: 'other' } })],
		[
			'customer in capitals',
			({ group }) => ({ group: { ...group, groupRef: group.groupRef.toUpperCase() } }),
		],
		['user', ({ consumer }) => ({ consumer: { ...consumer, consumerRef: 'other' } })],
		['provider', () => ({ provider: 'other' })],
		['customer, which it does not name', () => ({ group: undefined })],
		['user, whom it does not name', () => ({ consumer: undefined })],
	])('takes none of another %s, even if the API returns one', async (_, change) => {
		const own = existing();
		harness.api.fault({
			match: { method: 'GET' },
			respond: { status: 200, body: [{ ...own, ...change(own) }] },
		});
		const before = count();
		await harness.run(again('return'));
		expect(methods()).toEqual(['GET', 'POST']);
		expect(count()).toBe(before + 1);
	});

	it('creates nothing when it cannot look for one', async () => {
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 403 } });
		const { error } = await harness.run(again('return'));
		expect(error?.httpCode).toBe('403');
		expect(methods()).toEqual(['GET']);
	});

	it('says that the response to the update is no connection', async () => {
		harness.api.fault({ match: { method: 'PATCH' }, respond: { status: 200, body: {} } });
		const { error } = await harness.run(again('update'));
		expect(error?.message).toMatch(/ the credentials of the existing connection: expected a connection$/);
	});

	it('says that the update failed when the credentials do not fit', async () => {
		const more = { authScheme: 'basic', username: 'u', password: 'p' };
		const { error } = await harness.run(again('update', more));
		expect(error?.httpCode).toBe('400');
		expect(methods()).toEqual(['GET', 'PATCH']);
	});
});

describe('the same row twice', () => {
	const ROW = { group: 'group-900', user: 'user-900' };
	const rows = generate('return', { groupRef: '={{ $json.group }}', consumerRef: '={{ $json.user }}' });

	it.each(['return', 'update'])('makes one connection in one run: %s', async (ifExists) => {
		const before = count();
		const parameters = { ...rows, options: { ifExists } };
		const { items } = await harness.run(parameters, [ROW, ROW, { ...ROW, user: 'user-901' }, ROW]);
		expect(count()).toBe(before + 2);
		expect(pairing(items)).toEqual([0, 1, 2, 3]);
		expect(new Set([0, 1, 3].map((index) => items[index].json.id)).size).toBe(1);
	});

	it('makes one connection in two executions at the same time', async () => {
		const before = count();
		const [first, second] = await Promise.all([harness.run(rows, [ROW]), harness.run(rows, [ROW])]);
		expect(count()).toBe(before + 1);
		expect(first.json[0].id).toBe(second.json[0].id);
	});

	it('makes one connection, however its provider is written', async () => {
		const parameters = { ...rows, provider: '={{ $json.provider }}' };
		const stored = {
			id: 'new',
			provider: 'apollo',
			group: { groupRef: ROW.group },
			consumer: { consumerRef: ROW.user },
		};
		harness.api.fault({ match: { method: 'POST' }, respond: { status: 201, body: stored } });
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body: [] } });
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body: [stored] } });
		const { error } = await harness.run(parameters, [
			{ ...ROW, provider: 'apollo' },
			{ ...ROW, provider: 'Apollo' },
		]);
		expect(error).toBeUndefined();
		expect(methods()).toEqual(['GET', 'POST', 'GET']);
	});
});

describe('an execution that is started again after item 3 of 4 failed', () => {
	const input = ['a', 'b', 'c', 'd'].map((group) => ({ group }));
	const parameters = (ifExists: string) =>
		generate(ifExists, { groupRef: '={{ $json.group }}', options: { ifExists, maxConcurrency: 1 } });

	it('makes nothing twice', async () => {
		const before = count();
		harness.api.fault({ match: { method: 'POST' }, times: 2, hold: Promise.resolve() });
		harness.api.fault({ match: { method: 'POST' }, respond: { status: 403 } });
		const first = await harness.run(parameters('return'), input);
		expect(first.error?.context?.itemIndex).toBe(2);
		expect(count()).toBe(before + 2);
		const second = await harness.run(parameters('return'), input);
		expect(second.json).toHaveLength(4);
		expect(count()).toBe(before + 4);
	});

	it("makes nothing twice within n8n's Retry On Fail", async () => {
		harness.api.fault({ match: { method: 'POST' }, drop: 'beforeHeaders', perform: true });
		const { error } = await harness.run(parameters('return'), input, { maxTries: 3 });
		expect(error?.description).toContain('may still have processed the request');
		expect(harness.sent('POST')).toHaveLength(1);
	});

	it('makes nothing twice after a Generate in doubt', async () => {
		const before = count();
		harness.api.fault({ match: { method: 'POST' }, drop: 'beforeHeaders', perform: true });
		const first = await harness.run(parameters('return'), input.slice(0, 1));
		expect(first.error?.description).toContain('may still have processed the request');
		const second = await harness.run(parameters('return'), input.slice(0, 1));
		expect(second.json).toHaveLength(1);
		expect(count()).toBe(before + 1);
	});
});
