import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/api';
import { testCredential } from '../shared/credentialTest';
import { projectField } from '../shared/fields';
import { getGroups } from '../shared/listSearch/getGroups';
import { getProjects } from '../shared/listSearch/getProjects';
import { getProviders } from '../shared/listSearch/getProviders';
import { eventsField, filtersField } from './description';
import { handleDelivery } from './webhook';
import { webhookMethods } from './webhookMethods';

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

	methods = { credentialTest: { testCredential }, listSearch: { getGroups, getProjects, getProviders } };

	webhookMethods = { default: webhookMethods };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleDelivery(this);
	}
}
