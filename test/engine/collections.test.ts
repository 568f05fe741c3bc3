import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../support/engineHarness';

const harness = engineHarness();
const project = { projectIdOrName: byId(PROJECT) };
const ONE: INodeParameters = { connectionId: byId('c'), integrationId: byId('n'), installationId: byId('i') };

describe('a collection that n8n would drop', () => {
	it.each(
		[
			['connection', 'getAll', 'filters', 'Filters'],
			['installation', 'getAll', 'filters', 'Filters'],
			['connection', 'delete', 'onlyIf', 'Only If'],
			['installation', 'delete', 'onlyIf', 'Only If'],
		].flatMap(([resource, operation, name, label]) =>
			["={{ { groupRef: 'group-1' } }}", '={{ $json.none }}', 'group-1', ['group-1']].map(
				(value) => [resource, operation, name, value, label] as const,
			),
		),
	)('is rejected before any request: %s, %s, %s: %j', async (resource, operation, name, value, label) => {
		const { error } = await harness.run({ resource, operation, ...project, ...ONE, [name]: value });
		expect(error?.message).toBe(`The parameter '${label}' can't be an expression or a list [item 0]`);
		expect(error?.description).toBe('Add its fields one by one and use expressions in them.');
		expect(harness.api.requests).toEqual([]);
	});

	it('is not a real one, which works as before', async () => {
		const filters = { groupRef: 'group-123' };
		const { json } = await harness.run({ operation: 'getAll', ...project, filters });
		expect(new Set(json.map(({ groupRef }) => groupRef))).toEqual(new Set(['group-123']));
	});
});
