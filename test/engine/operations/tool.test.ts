import { engineHarness } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

describe('an AI tool', () => {
	const get = () =>
		parametersOf('connection get', { connectionId: harness.api.state.connections[0].connection.id });

	it('returns the simplified connection by default', async () => {
		const { json } = await harness.run(get(), [{}], { tool: true });
		expect(json[0]).toHaveProperty('groupRef', 'group-123');
	});

	it('returns the simplified connection when the choice was left empty', async () => {
		const chosen = await harness.run({ ...get(), output: 'simplified' }, [{}], { tool: true });
		const { json } = await harness.run({ ...get(), output: '' }, [{}], { tool: true });
		expect(json).toEqual(chosen.json);
	});

	it('returns the raw connection', async () => {
		const { json } = await harness.run({ ...get(), output: 'raw' }, [{}], { tool: true });
		expect(json[0]).toEqual(harness.api.state.connections[0].connection);
	});

	it.each([[['status', 'groupRef', 'createTime']], ['status, groupRef createTime']])(
		'returns the fields that were asked for as %j',
		async (outputFields) => {
			const parameters = { ...get(), output: 'fields', outputFields };
			const { json } = await harness.run(parameters, [{}], { tool: true });
			expect(Object.keys(json[0])).toEqual(['status', 'groupRef', 'createTime']);
		},
	);

	it('leaves out a field that was asked for and that the connection does not have', async () => {
		const parameters = { ...get(), output: 'fields', outputFields: ['id', 'groupName', 'status'] };
		Reflect.deleteProperty(harness.api.state.connections[0].connection.group, 'groupName');
		const { items } = await harness.run(parameters, [{}], { tool: true });
		expect(Object.keys(items[0].json)).toEqual(['id', 'status']);
	});

	it('is told to choose a field when it asked for none', async () => {
		const parameters = { ...get(), output: 'fields', outputFields: [] };
		const { error } = await harness.run(parameters, [{}], { tool: true });
		expect(error?.message).toBe("The parameter 'Output Fields' is empty");
		expect(error?.description).toBe('Choose at least one field.');
		expect(harness.sent()).toEqual([]);
	});
});
