import { engineHarness } from '../../support/engineHarness';
import { notification, triggerHarness } from '../../support/triggerHarness';
import { EVERY_PLACE, type Place, PLACES } from './places';

/** What pasted text, spreadsheets, and language models leave around a value. */
const EDGES: Array<[string, string]> = [
	['a blank', ' '],
	['a tab', '\t'],
	['a line break', '\r\n'],
	['a next-line character', '\u0085'],
	['a no-break space', '\u00a0'],
	['a soft hyphen', '\u00ad'],
	['a Mongolian vowel separator', '\u180e'],
	['a zero-width space', '\u200b'],
	['a zero-width joiner', '\u200d'],
	['a right-to-left mark', '\u200f'],
	['an embedding mark', '\u202a'],
	['a word joiner', '\u2060'],
	['a byte order mark', '\ufeff'],
];
const ALL = EDGES.map(([, edge]) => edge).join('');

describe('what cannot be seen at the edges of a value', () => {
	const harness = engineHarness();
	/** The request that parameters lead to; nothing comes of it. */
	const requestOf = async (place: Place, text: string) => {
		harness.api.fault({ respond: { status: 404, body: {} } });
		await harness.run(place(text), [{ value: `${ALL}own-value${ALL}` }]);
		expect(harness.api.requests).toHaveLength(1);
		const [{ method, url, body }] = harness.api.requests.splice(0);
		return { method, url, body };
	};

	it.each(EVERY_PLACE)('is not sent: %s', async (_, place) => {
		const expected = await requestOf(place, 'own-value');
		expect(await requestOf(place, `${ALL}own-value${ALL}`)).toEqual(expected);
		expect(await requestOf(place, '={{ $json.value }} ')).toEqual(expected);
	});

	it.each(EDGES)('may be %s', async (_, edge) => {
		const { url } = await requestOf(PLACES.Connection, `${edge}c1${edge}`);
		expect(url).toMatch(/\/connections\/c1$/);
	});

	it('is nothing by itself', async () => {
		const { error } = await harness.run(PLACES['Group Ref'](ALL));
		expect(error?.message).toBe("The parameter 'Group Ref' is blank [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('makes a filter by expression empty', async () => {
		const { error } = await harness.run(PLACES['the filter Group Ref']('={{ $json.value }}'), [
			{ value: ALL },
		]);
		expect(error?.message).toBe("The parameter 'Group Ref' is empty [item 0]");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('does not keep a condition of Only If from being met', async () => {
		const [{ connection }] = harness.api.state.connections;
		const { projectId, id, group } = connection;
		const parameters = { ...PLACES.Connection(id), onlyIf: { groupRef: `${group.groupRef}${ALL}` } };
		harness.api.state.installations.length = 0;
		const { json } = await harness.run({ ...parameters, projectIdOrName: projectId });
		expect(json).toEqual([{ deleted: true, id }]);
	});

	it('does not keep a filter of the node from matching', async () => {
		const place = PLACES['a filter that the node applies itself'];
		const { json: all } = await harness.run({ ...place(''), simplify: false });
		const { id } = (all[0] as { connection: { id: string } }).connection;
		const { json } = await harness.run(place(`${id}${ALL}`));
		expect(json.map(({ connectionId }) => connectionId)).toEqual(json.map(() => id));
		expect(json).not.toHaveLength(0);
	});

	it('is taken off quickly, however much of it there is', async () => {
		const gap = ' '.repeat(200_000);
		const { body } = await requestOf(PLACES['API Key'], `a${gap}b${gap}`);
		expect(body).toMatchObject({ apiKey: `a${gap}b` });
	});

	it('does not include the line breaks inside of a secret', async () => {
		const key = '-----BEGIN PRIVATE KEY-----\nmade up\n\nkey\n-----END PRIVATE KEY-----';
		const { body } = await requestOf(PLACES['API Key'], `${key}\n`);
		expect(body).toMatchObject({ apiKey: key });
	});

	it('does not include the last part of an emoji', async () => {
		const { body } = await requestOf(PLACES['Group Name'], 'Heart ❤️ ');
		expect(body).toMatchObject({ groupName: 'Heart ❤️' });
	});
});

describe('what cannot be seen at the edges of a filter of the trigger', () => {
	const harness = triggerHarness();

	it.each([
		['by hand', `${ALL}group-123${ALL}`],
		['by an expression', `={{ ${JSON.stringify(`${ALL}group-123${ALL}`)} }} `],
	])('does not keep it from matching: %s', async (_, groupRef) => {
		const file = harness.workflow({ filters: { groupRef } });
		await harness.host.activate(file);
		await harness.deliver(file, { body: notification('connection.error', { groupRef: 'group-123' }) });
		expect(harness.host.runs).toHaveLength(1);
	});
});
