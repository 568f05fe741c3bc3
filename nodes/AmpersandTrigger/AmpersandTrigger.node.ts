import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/api';
import { projectField } from '../shared/fields';
import { lazy } from '../shared/lazy';
import { eventsField, filtersField } from './description';

// Not within the class, where n8n's linter takes only a function for a method.
const webhookMethods = {
	checkExists: lazy(async () => (await import('./webhookMethods')).webhookMethods.checkExists),
	create: lazy(async () => (await import('./webhookMethods')).webhookMethods.create),
	delete: lazy(async () => (await import('./webhookMethods')).webhookMethods.delete),
};

/** Starts a workflow when a connection or an installation changes in Ampersand. */
export class AmpersandTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ampersand Trigger',
		name: 'ampersandTrigger',
		icon: { light: 'file:../../icons/ampersand.svg', dark: 'file:../../icons/ampersand.dark.svg' },
		group: ['trigger'],
		version: 1,
		// An expression can return the events as text.
		subtitle: '={{ [$parameter["events"]].flat().join(", ") }}',
		description: 'Starts the workflow when a connection or installation changes in Ampersand',
		eventTriggerDescription: 'Waiting for a connection or installation to change in Ampersand',
		builderHint: {
			searchHint:
				"Publishing the workflow registers the webhook in Ampersand, and unpublishing removes it: there is nothing to set up by hand. n8n needs a public HTTPS URL. `connection.error` is documented for OAuth connections only: to find every broken connection, use 'Get Many' of the Ampersand node on a schedule.",
		},
		defaults: { name: 'Ampersand Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_TYPE, required: true, testedBy: 'testCredential' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		// n8n fills in its own texts, with the right words for its version.
		triggerPanel: {},
		properties: [projectField, eventsField, filtersField],
	};

	methods = {
		credentialTest: {
			testCredential: lazy(async () => (await import('../shared/credentialTest')).testCredential),
		},
		listSearch: {
			getGroups: lazy(async () => (await import('../shared/listSearch/getGroups')).getGroups),
			getProjects: lazy(async () => (await import('../shared/listSearch/getProjects')).getProjects),
			getProviders: lazy(async () => (await import('../shared/listSearch/getProviders')).getProviders),
		},
	};

	webhookMethods = { default: webhookMethods };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { handleDelivery } = await import('./webhook');
		return await handleDelivery(this);
	}
}
