import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE, DEFAULT_BASE_URL } from '../shared/api';
import { lazy } from '../shared/lazy';
import { operations, properties } from './resources';

/** Your customers' connections and installations in Ampersand. */
export class Ampersand implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ampersand',
		name: 'ampersand',
		icon: { light: 'file:../../icons/ampersand.svg', dark: 'file:../../icons/ampersand.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitle(),
		description: "Manage your customers' connections to their SaaS tools with Ampersand",
		defaults: { name: 'Ampersand' },
		usableAsTool: true,
		builderHint: {
			searchHint:
				'To find broken connections, use `getAll` of `connection` with `returnAll`, and `bad_credentials` in the `status` of `filters`. Create an OAuth URL (`oauthConnect`, `oauthUpdate`) when the customer clicks, for example in a workflow with a Webhook that redirects to it. Never email it, because it may expire after ten minutes.',
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_TYPE, required: true, testedBy: 'testCredential' }],
		// The credential replaces this with its own base URL.
		requestDefaults: { baseURL: DEFAULT_BASE_URL },
		properties,
	};

	methods = {
		credentialTest: {
			testCredential: lazy(async () => (await import('../shared/credentialTest')).testCredential),
		},
		listSearch: {
			getConnections: lazy(async () => (await import('./listSearch/getConnections')).getConnections),
			getGroups: lazy(async () => (await import('../shared/listSearch/getGroups')).getGroups),
			getInstallations: lazy(async () => (await import('./listSearch/getInstallations')).getInstallations),
			getIntegrations: lazy(async () => (await import('./listSearch/getIntegrations')).getIntegrations),
			getProjects: lazy(async () => (await import('../shared/listSearch/getProjects')).getProjects),
			getProviderApps: lazy(async () => (await import('./listSearch/getProviderApps')).getProviderApps),
			getProviders: lazy(async () => (await import('../shared/listSearch/getProviders')).getProviders),
		},
		loadOptions: {
			getAuthSchemes: lazy(async () => (await import('./loadOptions/getAuthSchemes')).getAuthSchemes),
			getCustomAuthNames: lazy(
				async () => (await import('./loadOptions/fieldsOfProvider')).getCustomAuthNames,
			),
			getMetadataKeys: lazy(async () => (await import('./loadOptions/fieldsOfProvider')).getMetadataKeys),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('./execute');
		return await execute(this);
	}
}

/** Resource and operation as the editor names them. */
function subtitle(): string {
	const names = Object.values(operations).flatMap((byName) =>
		Object.entries(byName).map(([value, { option }]) => [value, option.name]),
	);
	const list = JSON.stringify(Object.fromEntries(names) as object);
	return `={{ (${list})[$parameter["operation"]] + ": " + $parameter["resource"] }}`;
}
