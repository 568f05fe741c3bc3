import { createHmac } from 'node:crypto';
import type { INodeCredentialsDetails } from 'n8n-workflow';
import { locator, type Step } from '../work/steps';
import { type Nodes, workflowOf } from '../work/workflows';

const EVENT = 'connection.error';

/** A workflow with its name. */
type NamedNodes = Nodes & { name: string };

/** What a delivery consists of: Svix's headers, and the body that it has signed. */
export interface Delivery {
	headers: Record<string, string>;
	body: string;
}

/** A delivery, with an ID of its own, about a connection that has stopped working. */
export function delivery(secret: string, number: number): Delivery {
	const id = `msg_${String(number).padStart(24, '0')}`;
	const data = {
		projectId: 'project-1',
		connectionId: 'connection-1',
		provider: 'salesforce',
		groupRef: 'group-123',
		consumerRef: 'user-456',
		errors: ['Token refresh error'],
	};
	const body = JSON.stringify({ notificationType: EVENT, data });
	const timestamp = Math.floor(Date.now() / 1000);
	const key = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (byte) => byte.charCodeAt(0));
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	const headers = {
		'content-type': 'application/json',
		'svix-id': id,
		'svix-timestamp': String(timestamp),
		'svix-signature': `v1,${signature}`,
	};
	return { headers, body };
}

/** A workflow with the trigger alone. */
export function triggerWorkflow(project: string, credential?: INodeCredentialsDetails): NamedNodes {
	const name = 'Ampersand Trigger';
	const trigger: Step = {
		name,
		type: 'ampersandTrigger',
		parameters: { projectIdOrName: locator(project, 'name'), events: [EVENT] },
		webhookId: 'deliveries-trigger',
	};
	return { name, ...workflowOf({ steps: [trigger] }, credential) };
}

/** A workflow with n8n's Webhook node, and a Code node that verifies the signature as Svix describes it. */
export function webhookWorkflow(path: string, secret: string): NamedNodes {
	const webhook: Step = {
		name: 'Webhook',
		type: 'webhook',
		parameters: { httpMethod: 'POST', path, options: { rawBody: true } },
		webhookId: path,
	};
	const code: Step = { name: 'Code', type: 'code', parameters: { jsCode: verifyingCode(secret) } };
	return { name: path, ...workflowOf({ steps: [webhook, code] }) };
}

function verifyingCode(secret: string): string {
	return `
const { createHmac, timingSafeEqual } = require('crypto');
const { json: { headers, body }, binary } = $input.first();
const { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signatures } = headers;
if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) throw new Error('The delivery is too old');
const key = Buffer.from('${secret.replace(/^whsec_/, '')}', 'base64');
const expected = createHmac('sha256', key)
	.update(id + '.' + timestamp + '.')
	.update(Buffer.from(binary.data.data, 'base64'))
	.digest();
const isExpected = (signature) => {
	const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
	return given.length === expected.length && timingSafeEqual(given, expected);
};
if (!signatures.split(' ').some(isExpected)) throw new Error('The signature is not valid');
const event = body.notificationType;
return [{ json: { id, event, timestamp: new Date(timestamp * 1000).toISOString(), data: body.data } }];`;
}
