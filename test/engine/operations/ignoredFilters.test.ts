import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engineHarness } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

/** What an API returns that ignores the query: something of every customer. */
const CONNECTIONS: IDataObject[] = [0, 1, 2].map((index) => ({
	id: `c${index}`,
	provider: ['salesforce', 'hubspot', 'apollo'][index],
	status: 'working',
	group: { groupRef: `g-${index}` },
	consumer: { consumerRef: `u-${index}` },
}));

const INSTALLATIONS: IDataObject[] = [
	{ id: 'i0', integrationId: 'n', group: { groupRef: 'g-0' }, connection: CONNECTIONS[0] },
	{ id: 'i1', integrationId: 'n', group: { groupRef: 'g-1' }, connection: CONNECTIONS[1] },
	// Only its connection says whose it is.
	{ id: 'i2', integrationId: 'n', connection: CONNECTIONS[2] },
];

async function idsOf(
	name: 'connection getAll' | 'installation getAll',
	filters: INodeParameters,
	body: object,
): Promise<unknown[]> {
	harness.api.fault({ times: 1, respond: { status: 200, body } });
	const { json, error } = await harness.run(parametersOf(name, { returnAll: true, filters }));
	expect(error).toBeUndefined();
	return json.map(({ id }) => id);
}

describe('a list of an API that ignores the filter', () => {
	it.each<[INodeParameters, string[]]>([
		[{ groupRef: 'g-1' }, ['c1']],
		[{ consumerRef: 'u-1' }, ['c1']],
		[{ provider: 'hubspot' }, ['c1']],
		[{ provider: 'HubSpot' }, ['c1']],
		[{ groupRef: 'g-1', provider: 'hubspot', status: ['working'] }, ['c1']],
		[{ groupRef: 'g-1', provider: 'salesforce' }, []],
		[{ groupRef: 'G-1' }, []],
		[{}, ['c0', 'c1', 'c2']],
	])('has only the connections that it asked for: %j', async (filters, ids) => {
		expect(await idsOf('connection getAll', filters, CONNECTIONS)).toEqual(ids);
	});

	it.each<[INodeParameters, string[]]>([
		[{ groupRef: 'g-1' }, ['i1']],
		[{ groupRef: 'g-2' }, ['i2']],
		[{ provider: 'HubSpot' }, ['i1']],
		[{}, ['i0', 'i1', 'i2']],
	])('has only the installations that it asked for: %j', async (filters, ids) => {
		expect(await idsOf('installation getAll', filters, INSTALLATIONS)).toEqual(ids);
	});

	it('has an entry that does not say whose it is', async () => {
		expect(await idsOf('connection getAll', { groupRef: 'g-1' }, [{ id: 'c' }])).toEqual(['c']);
		expect(await idsOf('installation getAll', { groupRef: 'g-1' }, [{ id: 'i' }])).toEqual(['i']);
	});

	it('is cut by the limit only after that', async () => {
		harness.api.fault({ respond: { status: 200, body: CONNECTIONS } });
		const { json } = await harness.run(
			parametersOf('connection getAll', { limit: 1, filters: { groupRef: 'g-2' } }),
		);
		expect(json.map(({ id }) => id)).toEqual(['c2']);
	});
});
