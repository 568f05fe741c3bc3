import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { StoredConnection } from '../../emulator/state';
import { trimInvisible } from '../../nodes/shared/values';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { process } from '../support/node';
import { oddValues } from '../support/oddValues';
import { parametersOf } from '../support/parametersOf';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

// The same cases each time; SEED tries others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_130) });

let connections: StoredConnection[] = [];
beforeEach(() => ({ connections } = harness.api.state));

/** As it was before the test, without the installations, which protect connections. */
function restore(): void {
	harness.api.resetLog();
	harness.api.state.connections = [...connections];
	harness.api.state.installations = [];
}

type Connection = StoredConnection['connection'];
const all = (): Connection[] => {
	const { id } = harness.api.state.project(PROJECT);
	return connections.map(({ connection }) => connection).filter(({ projectId }) => projectId === id);
};
const gone = (): Connection[] => {
	const left = new Set(harness.api.state.connections.map(({ connection }) => connection.id));
	return connections.map(({ connection }) => connection).filter(({ id }) => !left.has(id));
};
const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' || typeof value === 'number' ? trimInvisible(String(value)) : undefined;
const locator = (value: string): INodeParameters => ({ __rl: true, mode: 'ref', value }) as INodeParameters;

/** A list whose results are deleted. */
function chain(filters: INodeParameters, options: INodeParameters = {}) {
	const file = workflowWith(parametersOf('connection delete'));
	const list = parametersOf('connection getAll', { returnAll: true, filters, options });
	file.nodes.push({ ...workflowWith(list).nodes[1], id: 'node-list', name: 'List' });
	file.connections.Start = { main: [[{ node: 'List', type: 'main', index: 0 }]] };
	file.connections.List = { main: [[{ node: 'Ampersand', type: 'main', index: 0 }]] };
	return file;
}

describe('Get Many, then Delete', () => {
	it('deletes nothing but what a picker names, whatever its expression gives', async () => {
		const groups = [...new Set(all().map(({ group }) => group.groupRef))].slice(0, 3);
		const file = chain({ groupRef: locator('={{ $json.value }}') });
		await fc.assert(
			fc.asyncProperty(oddValues(groups), async (value) => {
				restore();
				const input = [{ value } as IDataObject];
				await harness.engine.run(file, { credential: harness.credential(), input });
				for (const { group } of gone()) expect(group.groupRef).toBe(textOf(value));
			}),
			{ numRuns: 15 },
		);
	});

	it('never deletes everything for a search, and nothing when it has no letter and no digit', async () => {
		const file = chain({ search: '={{ $json.value }}' });
		await fc.assert(
			fc.asyncProperty(oddValues(['globex', 'user-456', 'hubspot']), async (value) => {
				restore();
				const input = [{ value } as IDataObject];
				await harness.engine.run(file, { credential: harness.credential(), input });
				const letters = (textOf(value) ?? '').replace(/[^\p{L}\p{N}]/gu, '');
				if (letters === '') expect(gone()).toEqual([]);
				expect(gone().length).toBeLessThan(all().length);
			}),
			{ numRuns: 15 },
		);
	});

	it('deletes nothing but what the filters that remain name, with Ignore Empty Filters', async () => {
		const groups = [...new Set(all().map(({ group }) => group.groupRef))].slice(0, 3);
		const users = [...new Set(all().map(({ consumer }) => consumer.consumerRef))].slice(0, 3);
		const filters = { groupRef: locator('={{ $json.group }}'), consumerRef: '={{ $json.user }}' };
		const file = chain(filters, { ignoreEmptyFilters: true });
		await fc.assert(
			fc.asyncProperty(oddValues(groups), oddValues(users), async (group, user) => {
				restore();
				const input = [{ group, user } as IDataObject];
				await harness.engine.run(file, { credential: harness.credential(), input });
				const [groupRef, consumerRef] = [textOf(group), textOf(user)];
				for (const connection of gone()) {
					expect(groupRef || consumerRef).toBeTruthy();
					if (groupRef) expect(connection.group.groupRef).toBe(groupRef);
					if (consumerRef) expect(connection.consumer.consumerRef).toBe(consumerRef);
				}
			}),
			{ numRuns: 20 },
		);
	});

	it('deletes nothing when a list finds nothing, whatever it returns for that', async () => {
		for (const ifNothingFound of ['nothing', 'item', 'error']) {
			restore();
			const file = chain({ groupRef: 'nobody' }, { ifNothingFound });
			await harness.engine.run(file, { credential: harness.credential() });
			expect(gone()).toEqual([]);
			expect(harness.sent('DELETE')).toEqual([]);
		}
	});
});

describe('Delete', () => {
	it('with Only If deletes nothing of another customer, whatever a picker gives', async () => {
		const [first] = all();
		const owners = [...new Set(all().map(({ group }) => group.groupRef))].slice(0, 2);
		const parameters = parametersOf('connection delete', {
			onlyIf: { groupRef: locator('={{ $json.group }}') },
		});
		await fc.assert(
			fc.asyncProperty(oddValues(owners), async (group) => {
				restore();
				await harness.run(parameters, [{ id: first.id, group } as IDataObject]);
				expect(gone()).toEqual(textOf(group) === first.group.groupRef ? [first] : []);
			}),
			{ numRuns: 15 },
		);
	});

	it('with If Not Found deletes exactly the connections whose IDs are given', async () => {
		const ids = all()
			.slice(0, 4)
			.map(({ id }) => id);
		const parameters = parametersOf('connection delete', { options: { ifNotFound: 'deleted' } });
		await fc.assert(
			fc.asyncProperty(fc.array(oddValues(ids), { minLength: 20, maxLength: 20 }), async (values) => {
				restore();
				const input = values.map((id) => ({ id })) as IDataObject[];
				await harness.run(parameters, input, { onError: 'continueRegularOutput' });
				const given = new Set(values.map(textOf));
				expect(
					gone()
						.map(({ id }) => id)
						.sort(),
				).toEqual(ids.filter((id) => given.has(id)).sort());
			}),
			{ numRuns: 8 },
		);
	});
});

describe('Pause Reads', () => {
	it('never means all objects, whatever an expression gives', async () => {
		const parameters = parametersOf('installation pauseReads', { objects: '={{ $json.value }}' });
		await fc.assert(
			fc.asyncProperty(oddValues(['contacts', 'deals']), async (value) => {
				harness.api.resetLog();
				await harness.run(parameters, [{ id: 'x', value } as IDataObject]);
				for (const { body } of harness.api.requests) {
					expect((body as { objects: string[] }).objects.length).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 25 },
		);
	});
});
