import { emulatorHarness } from '../../support/emulatorHarness';
import { PROJECT } from '../../support/engineHarness';

interface Body {
	id: string;
	connection: { id: string; group: { groupRef: string } };
	config: { content: { [kind: string]: { objects: Record<string, object> } } };
	healthStatus: string;
	issues?: Array<{ name: string }>;
}

const harness = emulatorHarness();
const OBJECT = { objectName: 'contacts', selectedFields: {}, selectedFieldMappings: {} };
const READ = { provider: 'hubspot', read: { objects: { contacts: OBJECT } } };

/** An installation for HubSpot, whose connection two installations use. */
const installation = () => {
	const { state } = harness.api;
	return state.installationsUsing(state.usedConnection(PROJECT, 'oauth2/authorizationCode').connection.id)[0];
};
const connectionOf = (id: string) => harness.api.state.connection(PROJECT, id).connection;
const create = async (fields: object, query = '', { inProject } = harness) => {
	const { integrationId, group } = installation();
	const body = { groupRef: group.groupRef, config: { content: READ }, ...fields };
	return await inProject<Body>('POST', `/integrations/${integrationId}/installations${query}`, body);
};
const update = async (updateMask: unknown, values: unknown, query = '') => {
	const { integrationId, id } = installation();
	const path = `/integrations/${integrationId}/installations/${id}${query}`;
	return await harness.inProject<Body>('PATCH', path, { updateMask, installation: values });
};
/** Another connection of the same customer. */
const secondConnection = () => {
	const { state } = harness.api;
	const stored = structuredClone(state.connection(PROJECT, installation().connectionId));
	stored.connection.id = 'second';
	state.connections.push(stored);
	return stored.connection;
};
const issuesOf = ({ issues = [] }: Body) => issues.map(({ name }) => name);

describe('a new installation', () => {
	it("uses the group's first connection without another one", async () => {
		secondConnection();
		const { status, body } = await create({});
		expect(status).toBe(201);
		expect(body.connection.id).toBe(installation().connectionId);
	});

	it('uses the connection that is given', async () => {
		const { id } = secondConnection();
		expect((await create({ connectionId: id })).body.connection.id).toBe(id);
	});

	it('is another one each time', async () => {
		const ids = [(await create({})).body.id, (await create({})).body.id];
		expect(new Set(ids).size).toBe(2);
	});

	it.each<[string, object, string]>([
		['no group', { groupRef: undefined }, 'groupRef'],
		['a group without a connection', { groupRef: 'nobody' }, 'connectionId'],
		['an unknown connection', { connectionId: 'nobody' }, 'connectionId'],
		['no config', { config: undefined }, 'config.content'],
		['another provider', { config: { content: { provider: 'slack' } } }, 'config.content.provider'],
		[
			'an object that lacks a field',
			{
				config: {
					content: { ...READ, read: { objects: { contacts: { ...OBJECT, selectedFields: undefined } } } },
				},
			},
			'config.content.read.objects.contacts.selectedFields',
		],
		[
			'objects in a list',
			{ config: { content: { ...READ, write: { objects: [] } } } },
			'config.content.write.objects',
		],
	])('is refused with %s', async (_, fields, name) => {
		const { status, body } = await create(fields);
		expect(status).toBe(422);
		expect(issuesOf(body)).toContain(name);
	});

	it('is refused when skipSampling is no boolean', async () => {
		expect((await create({}, '?skipSampling=1')).status).toBe(400);
	});
});

describe('the sample read', () => {
	const failing = emulatorHarness({ failSampling: true });

	it.each([
		['', 422],
		['?skipSampling=false', 422],
		['?skipSampling=true', 201],
	])('with broken credentials and the query %j: %d', async (query, status) => {
		harness.api.breakConnection(installation().connectionId);
		expect((await create({}, query)).status).toBe(status);
	});

	it('fails always when the option says so', async () => {
		expect((await create({}, '', failing)).status).toBe(422);
	});

	it('is not needed for a config that reads nothing', async () => {
		const config = { content: { provider: 'hubspot' } };
		expect((await create({ config }, '', failing)).status).toBe(201);
	});
});

describe('an update of an installation', () => {
	it('moves it to another connection', async () => {
		const { id: old } = connectionOf(installation().connectionId);
		harness.api.breakConnection(old);
		const second = secondConnection();
		second.status = 'created';
		const moved = installation().id;
		const { status, body } = await update(['connectionId'], { connectionId: second.id });
		expect({ status, id: body.id, connection: body.connection.id, health: body.healthStatus }).toEqual({
			status: 200,
			id: moved,
			connection: 'second',
			health: 'healthy',
		});
		expect(connectionOf(old).id).toBe(old);
	});

	it.each([
		['?skipSampling=false', 422],
		['?skipSampling=true', 200],
	])('to a connection with broken credentials and %s: %d', async (query, status) => {
		const { id } = secondConnection();
		harness.api.breakConnection(id);
		expect((await update(['connectionId'], { connectionId: id }, query)).status).toBe(status);
	});

	it.each(['another group', 'another provider'])('cannot move it to a connection of %s', async (what) => {
		const second = secondConnection();
		if (what === 'another group') second.group = { ...second.group, groupRef: 'nobody' };
		else second.provider = 'slack';
		expect((await update(['connectionId'], { connectionId: second.id })).status).toBe(422);
	});

	it.each<[string, object, object]>([
		[
			'config.content.read.objects.contacts',
			{
				config: {
					content: { read: { objects: { contacts: { objectName: 'contacts', schedule: '0 * * * *' } } } },
				},
			},
			{ read: { objects: { contacts: { ...OBJECT, schedule: '0 * * * *' } } } },
		],
		[
			'config.content.write.objects.a.b',
			{ config: { content: { write: { objects: { 'a.b': { objectName: 'a.b' } } } } } },
			{ write: { objects: { contacts: {}, 'a.b': { objectName: 'a.b' } } } },
		],
		[
			'config.content.write.objects',
			{ config: { content: { write: { objects: {} } } } },
			{ write: { objects: {} } },
		],
		[
			'config.content.proxy.enabled',
			{ config: { content: { proxy: { enabled: false } } } },
			{ proxy: { enabled: false } },
		],
	])('replaces %s', async (mask, values, content) => {
		const { status, body } = await update([mask], values);
		expect(status).toBe(200);
		expect(body.config.content).toMatchObject(content);
	});

	it('is refused with an object that lacks its name', async () => {
		const values = { config: { content: { read: { objects: { contacts: {} } } } } };
		expect((await update(['config.content.read.objects.contacts'], values)).status).toBe(422);
	});

	it('ignores what the mask does not name', async () => {
		const { connectionId } = installation();
		const values = { connectionId: 'nobody', config: { createdBy: 'consumer:me' } };
		const { status, body } = await update(['config.createdBy'], values);
		expect({ status, connection: body.connection.id }).toEqual({ status: 200, connection: connectionId });
	});

	it.each<[string, unknown, unknown]>([
		['no mask', undefined, {}],
		['an empty mask', [], {}],
		['an unknown mask', ['groupRef'], { groupRef: 'g' }],
		['a mask of the whole read config', ['config.content.read.objects'], {}],
		['a mask without a value', ['connectionId'], {}],
		['no installation', ['connectionId'], undefined],
		[
			'a text for a boolean',
			['config.content.proxy.enabled'],
			{ config: { content: { proxy: { enabled: 'no' } } } },
		],
	])('is refused with %s', async (_, mask, values) => {
		expect((await update(mask, values)).status).toBe(400);
	});
});
