import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

describe('a search without any letter or digit', () => {
	it.each([
		['connection getAll', '---'],
		['connection getAll', '={{ $json.name }}'],
		['installation getAll', '*'],
		['installation getAll', '={{ $json.name }}'],
	] as const)('is refused, since it would match everything: %s, %s', async (operation, search) => {
		const list = parametersOf(operation, { filters: { search } });
		const { error } = await harness.run(list, [{ name: '🦊' }]);
		expect(error?.message).toBe(
			"The parameter 'Search' contains no letter or digit, so it would match everything [item 0]",
		);
		expect(harness.api.requests).toEqual([]);
	});

	it('finds words in any script', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT);
		connection.group.groupName = '株式会社';
		const { json } = await harness.run(
			parametersOf('connection getAll', { filters: { search: '株式会社' } }),
		);
		expect(json.map(({ id }) => id)).toContain(connection.id);
	});
});

describe('Only If', () => {
	it('takes a group ref in another case for that of another customer', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT);
		connection.group.groupRef = '0015j00000AbCdE';
		const remove = parametersOf('connection delete', {
			connectionId: byId(connection.id),
			onlyIf: { groupRef: '0015j00000AbCde' },
		});
		const { error } = await harness.run(remove);
		expect(error?.message).toContain("'Group Ref' is 0015j00000AbCdE, not 0015j00000AbCde");
		expect(harness.sent('DELETE')).toEqual([]);
	});

	it('takes a provider in another case for the same one', async () => {
		const { connection } = harness.api.state.unusedConnection(PROJECT);
		const remove = parametersOf('connection delete', {
			connectionId: byId(connection.id),
			onlyIf: { provider: byName(connection.provider.toUpperCase()) },
		});
		const { json } = await harness.run(remove);
		expect(json).toEqual([{ deleted: true, id: connection.id }]);
	});
});

describe('a collection or a list of entries by expression, which n8n drops', () => {
	it.each([
		['connection generate', { additionalFields: '={{ $json.fields }}' }, 'Additional Fields'],
		['connection generate', { options: '={{ $json.options }}' }, 'Options'],
		['connection update', { updateFields: '={{ $json.fields }}' }, 'Update Fields'],
		['connection getAll', { requestOptions: '={{ $json.options }}' }, 'Request Options'],
	] as const)('is refused before any request: %s, %j', async (operation, more, label) => {
		const { error } = await harness.run(parametersOf(operation, more), [{ id: 'c0' }]);
		expect(error?.message).toBe(`The parameter '${label}' can't be an expression or a list [item 0]`);
		expect(harness.api.requests).toEqual([]);
	});

	it('is refused as the entries of metadata', async () => {
		const providerMetadata = { entry: '={{ $json.entries }}' };
		const { error } = await harness.run(
			parametersOf('connection generate', { additionalFields: { providerMetadata } }),
		);
		expect(error?.message).toBe("The parameter 'Provider Metadata' can't be an expression [item 0]");
		expect(error?.description).toBe('Add the entries one by one and use expressions in them.');
		expect(harness.api.requests).toEqual([]);
	});
});
