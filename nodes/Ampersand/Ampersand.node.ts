import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { CREDENTIAL_TYPE, DEFAULT_BASE_URL } from '../shared/api';
import { testCredential } from '../shared/credentialTest';
import { execute } from './executor';
import { getConnections } from './listSearch/getConnections';
import { getProjects } from '../shared/listSearch/getProjects';
import { getProviders } from './listSearch/getProviders';
import { connectionProperties } from './resources/connection';

/** Your customers' connections at Ampersand: list, generate, get, update, delete, and OAuth links. */
export class Ampersand implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ampersand',
		name: 'ampersand',
		icon: { light: 'file:../../icons/ampersand.svg', dark: 'file:../../icons/ampersand.dark.svg' },
		group: ['input'],
		version: 1,
		// The operation, as the editor calls it.
		subtitle:
			'={{ ({ getAll: "Get Many", generate: "Generate", get: "Get", update: "Update", delete: "Delete", oauthConnect: "Create OAuth URL", oauthUpdate: "Create OAuth Update URL" })[$parameter["operation"]] }}',
		description: "Manage your customers' connections to their SaaS tools with Ampersand",
		defaults: { name: 'Ampersand' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_TYPE, required: true, testedBy: 'testCredential' }],
		// The credential puts its own base URL in place of this one.
		requestDefaults: { baseURL: DEFAULT_BASE_URL },
		requestOperations: { pagination: execute },
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Connection', value: 'connection' }],
				default: 'connection',
				// Sends every operation through the executor.
				routing: { send: { paginate: true } },
			},
			...connectionProperties,
		],
	};

	methods = {
		credentialTest: { testCredential },
		listSearch: { getConnections, getProjects, getProviders },
	};
}
