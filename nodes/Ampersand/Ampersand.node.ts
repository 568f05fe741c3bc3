import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE, DEFAULT_BASE_URL } from '../shared/api';
import { testCredential } from '../shared/credentialTest';
import { getGroups } from '../shared/listSearch/getGroups';
import { getProjects } from '../shared/listSearch/getProjects';
import { getProviders } from '../shared/listSearch/getProviders';
import { execute } from './execute';
import { getConnections } from './listSearch/getConnections';
import { getInstallations } from './listSearch/getInstallations';
import { getIntegrations } from './listSearch/getIntegrations';
import { getProviderApps } from './listSearch/getProviderApps';
import { getCustomAuthNames, getMetadataKeys } from './loadOptions/fieldsOfProvider';
import { getAuthSchemes } from './loadOptions/getAuthSchemes';
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
		credentialTest: { testCredential },
		listSearch: {
			getConnections,
			getGroups,
			getInstallations,
			getIntegrations,
			getProjects,
			getProviderApps,
			getProviders,
		},
		loadOptions: { getAuthSchemes, getCustomAuthNames, getMetadataKeys },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
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
