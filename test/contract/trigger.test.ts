import Ajv from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { eventsField } from '../../nodes/AmpersandTrigger/description';
import type { RecordedRequest } from '../../emulator';
import { fs, process } from '../support/node';
import { byId } from '../support/engineHarness';
import { triggerHarness } from '../support/triggerHarness';
import { Contract, describeWith, descriptionPath } from './openapi';

const payloadsPath = process.env.AMPERSAND_NOTIFICATIONS;

const events = (eventsField.options ?? []).map((option) => String('value' in option && option.value));

interface Schema {
	enum?: string[];
	example?: unknown;
	type?: string;
	items?: Schema;
	allOf?: Schema[];
	oneOf?: Schema[];
	required?: string[];
	properties?: Record<string, Schema>;
}

const read = (path = ''): { components: { schemas: Record<string, Schema> } } =>
	JSON.parse(fs.readFileSync(path, 'utf8')) as { components: { schemas: Record<string, Schema> } };

describeWith(descriptionPath)('the API description, for the trigger', () => {
	const harness = triggerHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	const operationIds = (requests: RecordedRequest[]) =>
		requests.map((request) => contract.operationOf(request)?.operationId);

	it('names exactly the events that can be selected', () => {
		const described = read(descriptionPath).components.schemas.NotificationEventType.enum;
		expect([...events].sort()).toEqual([...(described ?? [])].sort());
	});

	it('holds for all requests and responses from activation to deactivation', async () => {
		const file = harness.workflow({ events });
		await harness.host.activate(file);
		file.nodes[0].parameters.events = ['connection.error'];
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		await harness.host.activate(file);
		await harness.host.deactivate(file);
		expect(harness.api.requests.flatMap((request) => contract.violationsOf(request))).toEqual([]);
		expect(new Set(operationIds(harness.api.requests))).toEqual(
			new Set([
				'getDestination',
				'createDestination',
				'deleteDestination',
				'listTopics',
				'createTopic',
				'deleteTopic',
				'listEventTopicRoutes',
				'createEventTopicRoute',
				'deleteEventTopicRoute',
				'listTopicDestinationRoutes',
				'createTopicDestinationRoute',
				'deleteTopicDestinationRoute',
			]),
		);
	});

	it.each([
		['an unknown project', () => harness.workflow({ projectIdOrName: byId('nowhere') })],
		['a name that is taken', () => takenName()],
	])('holds for the problem of %s', async (_, workflow) => {
		await expect(harness.host.activate(await workflow())).rejects.toThrow();
		expect(harness.api.requests.some(({ status }) => Number(status) >= 400)).toBe(true);
		expect(harness.api.requests.flatMap((request) => contract.violationsOf(request))).toEqual([]);
	});

	/** A workflow whose destination is created by someone else just before. */
	async function takenName() {
		const file = harness.workflow();
		await harness.host.activate(file);
		const [created] = harness.api.state.destinations;
		await harness.host.deactivate(file);
		harness.api.fault({
			match: { method: 'POST', path: /\/destinations$/ },
			handler: () => {
				const metadata = { url: 'https://elsewhere.example.test/' };
				harness.api.state.destinations.push({ ...created, metadata });
			},
			delayMs: 0,
		});
		return file;
	}
});

describeWith(payloadsPath)("Ampersand's notifications", () => {
	const harness = triggerHarness();
	const schemas = payloadsPath ? read(payloadsPath).components.schemas : {};
	const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
	const payloads = Object.entries(schemas).filter(([name]) => name.endsWith('NotificationPayload'));

	it.each(payloads)('start the workflow with all their data: %s', async (_, schema) => {
		const payload = sampleOf(schema) as { notificationType: string; data: object };
		ajv.validate(schema, payload);
		expect(ajv.errors).toBeNull();
		const file = harness.workflow({ events });
		await harness.host.activate(file);
		await harness.deliver(file, { body: JSON.stringify(payload) });
		const [{ nodes }] = harness.host.runs;
		const { event, data } = nodes['Ampersand Trigger'].outputs[0][0].json;
		expect({ notificationType: event, data }).toEqual(payload);
	});

	it('match their schemas when the emulator sends them', async () => {
		const file = harness.workflow({ events });
		await harness.host.activate(file);
		const [stored] = harness.api.state.connections;
		const { projectId, id } = stored.connection;
		const headers = { 'x-api-key': harness.api.apiKey, 'content-type': 'application/json' };
		const url = `${harness.api.url}/projects/${projectId}/connections`;
		const oauth2AuthorizationCode = { accessToken: { token: 'made-up' } };
		const refs = { groupRef: 'g', consumerRef: 'c', provider: 'hubspot', oauth2AuthorizationCode };
		const mask = { updateMask: ['providerWorkspaceRef'], connection: { providerWorkspaceRef: 'w' } };
		await fetch(`${url}:generate`, { method: 'POST', headers, body: JSON.stringify(refs) });
		await fetch(`${url}/${id}`, { method: 'PATCH', headers, body: JSON.stringify(mask) });
		harness.api.breakConnection(id);
		await fetch(`${url}/${id}`, { method: 'DELETE', headers });
		await harness.settled();

		const sent = harness.host.runs.map(({ nodes }) => nodes['Ampersand Trigger'].outputs[0][0].json);
		expect(sent.map(({ event }) => event).sort()).toEqual([
			'connection.created',
			'connection.deleted',
			'connection.error',
			'connection.updated',
		]);
		for (const { event, data } of sent) {
			const [, schema] = payloads.find(([, { properties }]) => typeIn(properties) === event) ?? [];
			expect(schema && ajv.validate(schema, { notificationType: event, data })).toBe(true);
		}
	});
});

function typeIn(properties: Schema['properties']): string | undefined {
	return properties?.notificationType.enum?.[0];
}

/** A value that is built from the examples in a schema, with the first of any alternatives. */
function sampleOf(schema: Schema): unknown {
	const parts = [schema, ...(schema.allOf ?? [])];
	if (parts.some(({ properties }) => properties)) {
		const sample = Object.assign({}, ...parts.map(membersOf)) as Record<string, unknown>;
		const alternatives = parts.flatMap(({ oneOf }) => (oneOf ?? []).slice(1));
		for (const name of alternatives.flatMap(({ required }) => required ?? [])) delete sample[name];
		return sample;
	}
	if (schema.example !== undefined) return schema.example;
	if (schema.enum) return schema.enum[0];
	if (schema.type === 'array') return schema.items ? [sampleOf(schema.items)] : [];
	return { object: {}, integer: 7, number: 7, boolean: true }[schema.type ?? ''] ?? 'text';
}

function membersOf({ properties = {} }: Schema): object {
	return Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, sampleOf(member)]));
}
