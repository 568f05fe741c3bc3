import { emulatorHarness } from '../../support/emulatorHarness';

const harness = emulatorHarness();

const metadata = { url: 'https://app.example.test/', headers: { authorization: 'Bearer made-up' } };
const create = async (fields: object = {}) =>
	await harness.inProject<{ id: string; issues?: Array<{ name: string }> }>('POST', '/destinations', {
		name: 'my-webhook',
		type: 'webhook',
		metadata,
		...fields,
	});

describe('a destination', () => {
	it('is found by name and by ID', async () => {
		const { body } = await create();
		for (const destination of ['my-webhook', body.id]) {
			const found = await harness.inProject('GET', `/destinations/${destination}`);
			expect(found.body).toMatchObject({ id: body.id, metadata });
		}
	});

	it('is deleted by ID only', async () => {
		const { body } = await create();
		expect((await harness.inProject('DELETE', '/destinations/my-webhook')).status).toBe(404);
		expect((await harness.inProject('DELETE', `/destinations/${body.id}`)).status).toBe(204);
	});

	it.each(['http://app.example.test/', 'nonsense'])('cannot be moved to %s', async (url) => {
		const { body } = await create();
		const changes = { updateMask: ['metadata.url'], destination: { metadata: { url } } };
		expect((await harness.inProject('PATCH', `/destinations/${body.id}`, changes)).status).toBe(422);
		expect(harness.api.state.destinations[0].metadata).toEqual(metadata);
	});

	it.each([
		['sqs', { queueUrl: 'https://sqs.example/q' }, { awsKeyId: 'a', awsSecretKey: 'b' }],
		['pubsub', { projectId: 'p', topicId: 't' }, { credentials: '{}' }],
		['azureservicebus', { name: 'queue' }, { connectionString: 'made-up' }],
		['bigquery', { projectId: 'p', datasetId: 'd', tableId: 't', batchSize: 5 }, {}],
	])('of type %s keeps its metadata and shows no secret', async (type, fields, secrets) => {
		await create({ name: type, type, metadata: fields, secrets });
		const { body } = await harness.inProject('GET', `/destinations/${type}?includeSecrets=true`);
		expect(body).toMatchObject({ type, metadata: fields });
		expect(body).not.toHaveProperty('secrets');
	});

	it('of type sqs needs its secrets', async () => {
		const { status, body } = await create({ type: 'sqs', metadata: { queueUrl: 'https://sqs.example/q' } });
		const names = body.issues?.map(({ name }) => name);
		expect({ status, names }).toEqual({ status: 422, names: ['secrets.awsKeyId', 'secrets.awsSecretKey'] });
	});

	it('has another signing key after a rotation', async () => {
		await create();
		const read = async (query: string) => {
			const { body } = await harness.inProject('GET', `/destinations/my-webhook?includeSecrets=true${query}`);
			return (body.secrets as { webhookSigningKey: string }).webhookSigningKey;
		};
		const before = await read('');
		const rotated = await read('&rotate=true');
		expect(rotated).not.toBe(before);
		expect(await read('')).toBe(rotated);
	});
});

describe('the connections to the emulator', () => {
	it('never announce an end while they are idle', async () => {
		const { headers } = await harness.request('GET', '/providers');
		expect(headers.get('keep-alive')).toBeNull();
	});
});
