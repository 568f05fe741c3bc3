import { byName, engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { items } from '../support/operations';

const harness = engineHarness();
const NO_RETRIES = { options: { maxRetries: 0 } };
const methods = () => harness.api.requests.map(({ method }) => method);

describe('a deletion in doubt', () => {
	it('stays in doubt when its retry is redirected, and has succeeded if it is gone in the next try', async () => {
		harness.api.fault({ drop: 'beforeHeaders' });
		harness.api.fault({ respond: { status: 302, headers: { location: 'https://login.test/' }, body: '' } });
		harness.api.fault({ respond: { status: 404, body: { title: 'Not found' } } });
		const remove = parametersOf('connection delete', { options: { maxRetries: 1 } });
		const { error, json } = await harness.run(remove, items(1), { maxTries: 2 });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, id: 'c0' }]);
	});

	it("has not succeeded when 'Only If' can't read the connection in the next try", async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT);
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body: connection } });
		harness.api.fault({ match: { method: 'DELETE' }, drop: 'beforeHeaders' });
		harness.api.fault({ match: { method: 'GET' }, respond: { status: 403 } });
		const onlyIf = { groupRef: connection.group.groupRef };
		const remove = parametersOf('connection delete', { ...NO_RETRIES, onlyIf });
		const { error } = await harness.run(remove, [{ id: connection.id }], { maxTries: 2 });
		expect(error?.httpCode).toBe('403');
		expect(methods()).toEqual(['GET', 'DELETE', 'GET']);
	});

	it('has succeeded when another item of the run names the same connection and it is gone', async () => {
		const { id } = harness.api.state.unusedConnection(PROJECT).connection;
		harness.api.fault({ match: { method: 'DELETE' }, perform: true, drop: 'beforeHeaders' });
		const remove = parametersOf('connection delete', NO_RETRIES);
		const { json } = await harness.run(remove, [{ id }, { id }], { onError: 'continueRegularOutput' });
		expect(json).toEqual([expect.objectContaining({ error: expect.any(String) }), { deleted: true, id }]);
		expect(methods()).toEqual(['DELETE', 'DELETE']);
	});
});

describe('an update that takes the place of Generate', () => {
	it('is sent again in the next try, since it can be repeated', async () => {
		const { group, consumer, provider } = harness.api.state.unusedConnection(PROJECT, 'apiKey').connection;
		harness.api.fault({ match: { method: 'PATCH' }, respond: { status: 500, body: { title: 'No' } } });
		const generate = parametersOf('connection generate', {
			provider: byName(provider),
			groupRef: group.groupRef,
			consumerRef: consumer.consumerRef,
			options: { maxRetries: 0, ifExists: 'update' },
		});
		const { error } = await harness.run(generate, items(1), { maxTries: 2 });
		expect(error).toBeUndefined();
		expect(methods()).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
	});
});

describe('a Generate whose error response is nested too deep to be gone through', () => {
	const value = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
	const fault = {
		times: Infinity,
		respond: {
			status: 500,
			body: `{ "title": "Out of disk space", "issues": [{ "name": "groupRef", "value": ${value} }] }`,
			headers: { 'content-type': 'application/problem+json' },
		},
	};

	it('keeps the words of the API', async () => {
		harness.api.fault(fault);
		const { error } = await harness.run(parametersOf('connection generate', NO_RETRIES));
		expect(error?.message).toBe('Out of disk space');
	});

	it('stays in doubt, so that Retry On Fail does not send it again', async () => {
		harness.api.fault(fault);
		await harness.run(parametersOf('connection generate', NO_RETRIES), [{}], { maxTries: 3 });
		expect(harness.api.requests).toHaveLength(1);
	});
});
