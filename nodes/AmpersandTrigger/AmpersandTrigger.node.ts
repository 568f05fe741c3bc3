import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { getProjects } from '../shared/listSearch/getProjects';
import { CREDENTIAL_TYPE } from '../shared/api';
import { testCredential } from '../shared/credentialTest';
import { projectField } from '../shared/projectField';
import { handleDelivery } from './webhook';
import { eventsField } from './events';
import { filtersField } from './filters';
import { checkExists, create, remove } from './webhookMethods';

/** Starts a workflow the moment something happens to a connection or an installation at Ampersand. */
export class AmpersandTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ampersand Trigger',
		name: 'ampersandTrigger',
		icon: { light: 'file:../../icons/ampersand.svg', dark: 'file:../../icons/ampersand.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts the workflow when something happens to a connection or installation at Ampersand',
		defaults: { name: 'Ampersand Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_TYPE, required: true, testedBy: 'testCredential' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		triggerPanel: {
			header: 'Wait for an event from Ampersand',
			executionsHelp: {
				inactive:
					'While you build: press the button above, then cause an event at Ampersand, such as connecting an account. It starts the workflow here, once. <br /><br />When you are done: publish the workflow (older n8n: activate it). From then on each event starts it, which you see under <a data-key="executions">executions</a>.',
				active:
					'While you build: press the button above, then cause an event at Ampersand, such as connecting an account. It starts the workflow here, once. <br /><br />The workflow is published: each event starts it, which you see under <a data-key="executions">executions</a>.',
			},
			activationHint:
				'Publish the workflow (older n8n: activate it) to register it with Ampersand. Each event then starts it, with no one watching.',
		},
		properties: [projectField, eventsField, filtersField],
	};

	methods = { credentialTest: { testCredential }, listSearch: { getProjects } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleDelivery(this);
	}
}
