import type { INodeParameters } from 'n8n-workflow';
import { engineHarness } from '../support/engineHarness';
import { type OperationName, parametersOf } from '../support/parametersOf';
import { Contract, describeWith, descriptionPath } from './openapi';

describeWith(descriptionPath)('the API description of installations', () => {
	const harness = engineHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	/** The first installation: of HubSpot, which reads and writes contacts. */
	const one = () => {
		const [{ id, integrationId }] = harness.api.state.installations;
		return { integrationId, installationId: id };
	};
	const customer = () => {
		const [{ integrationId, group, connectionId }] = harness.api.state.installations;
		return { integrationId, groupRef: group.groupRef, connectionId };
	};
	const connection = () => ({ connectionId: harness.api.state.installations[0].connectionId });
	const content = (more: object) => JSON.stringify({ provider: 'hubspot', ...more });
	const readsAndWrites = content({
		read: {
			objects: { contacts: { objectName: 'contacts', selectedFields: {}, selectedFieldMappings: {} } },
		},
		write: { objects: { contacts: { objectName: 'contacts' } } },
		proxy: { enabled: true },
	});
	const json = (body: object): INodeParameters => ({ specifyBody: 'json', jsonBody: JSON.stringify(body) });
	const skipSampling = { options: { skipSampling: true } };

	/** What it is, the operation, the API's operation, the status of its response, and the parameters. */
	const cases: Array<[string, OperationName, string, number, () => INodeParameters]> = [
		['a list', 'installation getAll', 'listInstallationsForProject', 200, () => ({})],
		['an installation', 'installation get', 'getInstallation', 200, one],
		['a deletion', 'installation delete', 'deleteInstallation', 204, one],
		['a new one', 'installation create', 'createInstallation', 201, customer],
		[
			'a new one with the default connection, reads, and writes',
			'installation create',
			'createInstallation',
			201,
			() => ({ ...customer(), connectionId: '', config: readsAndWrites, ...skipSampling }),
		],
		[
			'a new one for an unknown customer',
			'installation create',
			'createInstallation',
			422,
			() => ({ ...customer(), groupRef: 'nobody' }),
		],
		[
			'a new one of an unknown integration',
			'installation create',
			'createInstallation',
			404,
			() => ({ ...customer(), integrationId: 'none' }),
		],
		[
			'a move to another connection',
			'installation update',
			'updateInstallation',
			200,
			() => ({ ...one(), ...connection(), ...skipSampling }),
		],
		[
			'a change of the config',
			'installation update',
			'updateInstallation',
			200,
			() => ({
				...one(),
				...json({
					updateMask: ['config.content.proxy.enabled', 'config.content.read.objects.contacts'],
					installation: {
						config: {
							content: {
								proxy: { enabled: false },
								read: { objects: { contacts: { objectName: 'contacts' } } },
							},
						},
					},
				}),
			}),
		],
		[
			'a change with an unknown mask',
			'installation update',
			'updateInstallation',
			400,
			() => ({ ...one(), ...json({ updateMask: ['nothing'], installation: { nothing: 1 } }) }),
		],
		['a pause of all reads', 'installation pauseReads', 'pauseReads', 204, one],
		[
			'a pause of some reads',
			'installation pauseReads',
			'pauseReads',
			204,
			() => ({ ...one(), objects: 'contacts', note: 'Maintenance' }),
		],
		[
			'a pause of what is not read',
			'installation pauseReads',
			'pauseReads',
			400,
			() => ({ ...one(), objects: 'unknown' }),
		],
		['the end of a pause', 'installation unpauseReads', 'unpauseReads', 204, one],
		['the operations', 'installation getOperations', 'listOperations', 200, one],
		[
			'the log of an operation',
			'installation getOperationLogs',
			'listOperationLogs',
			200,
			() => ({ operationId: harness.api.state.operations[0].operation.id }),
		],
		[
			'the log of an unknown operation',
			'installation getOperationLogs',
			'listOperationLogs',
			404,
			() => ({ operationId: 'none' }),
		],
	];

	it.each(cases)('holds for the request and the response of: %s', async (...given) => {
		const [, name, operationId, status, parameters] = given;
		await harness.run(parametersOf(name, parameters()));
		const [request] = harness.api.requests;
		expect(contract.operationOf(request)?.operationId).toBe(operationId);
		expect(request.status).toBe(status);
		expect(harness.api.requests.flatMap((each) => contract.violationsOf(each))).toEqual([]);
	});

	it.each<[string, OperationName, () => INodeParameters]>([
		['Only If', 'installation pauseReads', () => ({ ...one(), onlyIf: { groupRef: customer().groupRef } })],
		[
			'If One Exists',
			'connection generate',
			() => ({ apiKey: 'k', groupRef: 'group-900', options: { ifExists: 'update' } }),
		],
		[
			'If Not Found',
			'installation delete',
			() => ({ ...one(), installationId: 'gone', options: { ifNotFound: 'deleted' } }),
		],
		['Search', 'installation getAll', () => ({ filters: { search: 'acme' } })],
	])(
		'holds for everything that is sent with %s, at the first run and the second',
		async (_, name, parameters) => {
			await harness.run(parametersOf(name, parameters()));
			await harness.run(parametersOf(name, parameters()));
			expect(harness.api.requests.length).toBeGreaterThan(2);
			expect(harness.api.requests.flatMap((request) => contract.violationsOf(request))).toEqual([]);
		},
	);
});
