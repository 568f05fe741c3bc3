import { PROJECT } from '../support/engineHarness';
import { emulatorHarness } from '../support/emulatorHarness';
import { Contract, describeWith, descriptionPath } from './openapi';

const SUBSCRIBED = { objectName: 'contacts', destination: 'd', inheritFieldsAndMappings: true };

describeWith(descriptionPath)("the emulator's responses", () => {
	const harness = emulatorHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	const installation = () =>
		harness.api.state.installationsUsing(harness.api.state.usedConnection(PROJECT).connection.id)[0];
	const installations = () => `/integrations/${installation().integrationId}/installations`;
	const installationPath = () => `${installations()}/${installation().id}`;

	const operation = () => harness.api.runOperation(installation().id, { status: 'failure' });

	/** The request is as described, and so is its response, whatever it says. */
	const expectAsDescribed = (operationId: string, status: number) => {
		const request = harness.api.requests.at(-1);
		if (!request) throw new Error('No request has arrived');
		expect(contract.operationOf(request)?.operationId).toBe(operationId);
		expect(request.status).toBe(status);
		expect(contract.violationsOf(request)).toEqual([]);
	};

	it.each<[string, string, () => string, number]>([
		['listIntegrations', 'GET', () => '/integrations', 200],
		['getIntegration', 'GET', () => `/integrations/${installation().integrationId}`, 200],
		['getIntegration', 'GET', () => '/integrations/nobody', 404],
		['listInstallationsForProject', 'GET', () => '/installations', 200],
		['listInstallationsForProject', 'GET', () => '/installations?groupRef=group-124', 200],
		['listInstallations', 'GET', installations, 200],
		['listInstallations', 'GET', () => '/integrations/nobody/installations', 404],
		['getInstallation', 'GET', installationPath, 200],
		['getInstallation', 'GET', () => `${installationPath()}0`, 404],
		['deleteInstallation', 'DELETE', installationPath, 204],
		['deleteInstallation', 'DELETE', () => `${installationPath()}0`, 404],
		['listOperations', 'GET', () => `${installationPath()}/operations`, 200],
		['listOperations', 'GET', () => `${installationPath()}/operations?pageSize=1`, 200],
		['listOperations', 'GET', () => `${installationPath()}0/operations`, 404],
		['getOperation', 'GET', () => `/operations/${operation()}`, 200],
		['getOperation', 'GET', () => '/operations/nobody', 404],
		['listOperationLogs', 'GET', () => `/operations/${operation()}/logs`, 200],
		['listOperationLogs', 'GET', () => '/operations/nobody/logs', 404],
		['listProviderApps', 'GET', () => '/provider-apps', 200],
		['pauseReads', 'POST', () => `${installationPath()}:pause`, 204],
		['unpauseReads', 'POST', () => `${installationPath()}:unpause`, 204],
		['unpauseReads', 'POST', () => `${installationPath()}0:unpause`, 404],
		['deleteConnection', 'DELETE', () => `/connections/${installation().connectionId}`, 400],
		['getProject', 'GET', () => '', 200],
		['listDestinations', 'GET', () => '/destinations', 200],
		['getDestination', 'GET', () => '/destinations/nobody', 404],
		['deleteDestination', 'DELETE', () => '/destinations/nobody', 404],
	])('are as described for %s (%#)', async (operationId, method, path, status) => {
		await harness.inProject(method, path());
		expectAsDescribed(operationId, status);
	});

	it.each([
		['/projects', 'listProjects', 200],
		['/providers', 'listProviders', 200],
		['/providers/salesforce', 'getProvider', 200],
		['/providers/constructor', 'getProvider', 404],
		['/projects/nowhere', 'getProject', 404],
	])('are as described for GET %s', async (path, operationId, status) => {
		await harness.request('GET', path);
		expectAsDescribed(operationId, status);
	});

	it.each<[string, number, object]>([
		['webhook', 201, { metadata: { url: 'https://app.example.test/', headers: { a: 'b' } } }],
		['webhook', 422, { metadata: { url: 'http://app.example.test/' } }],
		['slack', 201, { metadata: { url: 'https://hooks.slack.example/' } }],
		['kinesis', 201, { metadata: { region: 'us-east-1', streamName: 's' } }],
		['s3', 201, { metadata: { region: 'us-east-1', bucket: 'b' } }],
		['snowflake', 201, { metadata: { batchSize: 10, maxWaitSecs: 5 }, secrets: { privateKey: 'made-up' } }],
		['pubsub', 422, { metadata: { projectId: 'p', topicId: 't' } }],
		[
			'rabbitmq',
			201,
			{
				metadata: { serverUrl: 'amqp://rabbit.example.test', exchange: 'e', tls: true },
				secrets: { username: 'made-up', password: 'made-up' },
			},
		],
	])('are as described for a new destination of type %s: %d', async (type, status, fields) => {
		await harness.inProject('POST', '/destinations', { name: 'new', type, ...fields });
		expectAsDescribed('createDestination', status);
	});

	it.each([
		[['name', 'metadata.url'], 200],
		[['metadata.color'], 400],
	])('are as described for a destination updated with the mask %j', async (updateMask, status) => {
		const metadata = { url: 'https://app.example.test/' };
		const { body } = await harness.inProject('POST', '/destinations', {
			name: 'a',
			type: 'webhook',
			metadata,
		});
		const destination = { name: 'b', metadata: { url: 'https://other.example.test/' } };
		await harness.inProject('PATCH', `/destinations/${String(body.id)}`, { updateMask, destination });
		expectAsDescribed('updateDestination', status);
	});

	it.each([
		['group-123', 422],
		['group-124', 201],
	])('are as described for an integration that is installed for %s', async (groupRef, status) => {
		const content = { provider: 'hubspot', write: { objects: { contacts: { objectName: 'contacts' } } } };
		const { id } = harness.api.state.integrations[0];
		await harness.inProject('POST', `/integrations/${id}/installations`, { groupRef, config: { content } });
		expectAsDescribed('createInstallation', status);
	});

	it.each([
		['pause', { objects: ['contacts'], note: 'maintenance' }, 204],
		['unpause', { objects: ['contacts'] }, 204],
		['pause', { objects: ['unknown'] }, 400],
	])('are as described when reads are %sd with %j', async (action, body, status) => {
		await harness.inProject('POST', `${installationPath()}:${action}`, body);
		expectAsDescribed(`${action}Reads`, status);
	});

	it.each<[string[], object, number]>([
		[['connectionId'], {}, 200],
		[['connectionId'], { connectionId: 'nobody' }, 422],
		[['config.createdBy'], {}, 400],
		[
			['config.content.read.objects.contacts'],
			{ config: { content: { read: { objects: { contacts: { objectName: 'contacts' } } } } } },
			200,
		],
		[
			['config.content.subscribe.objects.contacts'],
			{
				config: {
					content: {
						subscribe: { objects: { contacts: SUBSCRIBED } },
					},
				},
			},
			200,
		],
	])('are as described for an installation updated with the mask %j', async (updateMask, values, status) => {
		const { connectionId } = installation();
		const body = { updateMask, installation: { connectionId, ...values } };
		await harness.inProject('PATCH', `${installationPath()}?skipSampling=true`, body);
		expectAsDescribed('updateInstallation', status);
	});

	it('are as described when the sample read of a new installation fails', async () => {
		const { connectionId, integrationId, group, config } = installation();
		harness.api.breakConnection(connectionId);
		const body = { groupRef: group.groupRef, config: { content: config.content } };
		await harness.inProject('POST', `/integrations/${integrationId}/installations`, body);
		expectAsDescribed('createInstallation', 422);
	});

	it('are as described for an operation beyond the scope of the key', async () => {
		await harness.inProject('GET', '/destinations', undefined, harness.api.frontendApiKey);
		expectAsDescribed('listDestinations', 403);
	});
});
