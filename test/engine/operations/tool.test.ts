import { parametersFor, operationHarness } from './operationHarness';

const harness = operationHarness();

describe('an AI tool', () => {
	const get = () => parametersFor('get', harness.api.state.connections[0].connection.id);

	it('returns the simplified connection by default', async () => {
		const { json } = await harness.run(get(), [{}], { tool: true });
		expect(json[0]).toHaveProperty('groupRef', 'group-123');
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
});
