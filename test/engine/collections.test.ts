import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();

describe('a collection that n8n would drop', () => {
	it.each(
		[
			['connection getAll', 'filters', 'Filters'] as const,
			['installation getAll', 'filters', 'Filters'] as const,
			['connection delete', 'onlyIf', 'Only If'] as const,
			['installation delete', 'onlyIf', 'Only If'] as const,
		].flatMap(([operation, name, label]) =>
			["={{ { groupRef: 'group-1' } }}", '={{ $json.none }}', 'group-1', ['group-1']].map(
				(value) => [operation, name, value, label] as const,
			),
		),
	)('is rejected before any request: %s, %s: %j', async (operation, name, value, label) => {
		const { error } = await harness.run(parametersOf(operation, { [name]: value }), [{ id: 'one' }]);
		expect(error?.message).toBe(`The parameter '${label}' can't be an expression or a list [item 0]`);
		expect(error?.description).toBe('Add its fields one by one and use expressions in them.');
		expect(harness.api.requests).toEqual([]);
	});

	it('is not one with fields of its own', async () => {
		const filters = { groupRef: 'group-123' };
		const { json } = await harness.run(parametersOf('connection getAll', { filters }));
		expect(new Set(json.map(({ groupRef }) => groupRef))).toEqual(new Set(['group-123']));
	});
});
