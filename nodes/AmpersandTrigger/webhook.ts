import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { clock } from '../shared/transport/clock';
import { projectField } from '../shared/projectField';
import { webhookName } from './webhookName';
import { fetchSecret, cachedSecret } from './signingSecret';
import { RecentDeliveries } from './recentDeliveries';
import { isRecent, isSignedWith, readMessage, type SignedMessage } from './signature';
import { isTestRun, storedWebhooks } from './staticData';

/** What Ampersand sends (schemas `…NotificationPayload`). */
interface Notification {
	notificationType: string;
	data: IDataObject;
}

const seen = new Map<string, RecentDeliveries>();

/**
 * Receives a delivery: verifies it before anything else, and starts the workflow when it is wanted (n8n's `webhook`).
 *
 * @returns the item that starts the workflow; none for a delivery that is refused (401), not wanted, or known (200)
 */
export async function handleDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { name, projectIdOrName } = webhookFor(context);
	// The bytes as they came: what is parsed and written again need not be what was signed. Of a form n8n leaves none.
	const { rawBody } = context.getRequestObject();
	const message = readMessage(context.getHeaderData(), rawBody);
	if (!message || !(await isGenuine(context, message, name, projectIdOrName))) return reject(context);

	const notification = readNotification(message);
	if (!notification || !matchesFilters(context, notification)) return {};
	if (!isFirstDelivery(context, name, message.id)) return {};
	const timestamp = new Date(Number(message.timestamp) * 1000).toISOString();
	const { notificationType: event, data } = notification;
	return { workflowData: [[{ json: { id: message.id, event, timestamp, data } }]] };
}

/** Which registration the delivery was sent to. */
function webhookFor(context: IWebhookFunctions): { name: string; projectIdOrName: unknown } {
	const test = isTestRun(context);
	// The last one: those before it are leftovers of an earlier project or URL.
	const found = storedWebhooks(context)
		.filter((one) => one.isTestRun === test)
		.at(-1);
	if (found) return found;
	// The state is lost; the name follows from the URL.
	return {
		name: webhookName(context.getNodeWebhookUrl('default') ?? 'https://unknown'),
		projectIdOrName: context.getNodeParameter(projectField.name, undefined, { extractValue: true }),
	};
}

/** Whether Ampersand sent it, just now. A secret that does not match may be out of date: it is fetched once more. */
async function isGenuine(
	context: IWebhookFunctions,
	message: SignedMessage,
	name: string,
	projectIdOrName: unknown,
): Promise<boolean> {
	if (!isRecent(message, clock.now())) return false;
	const known = cachedSecret(name);
	if (known !== undefined && isSignedWith(message, known)) return true;
	const current = await fetchSecret(context, name, projectIdOrName);
	return current !== undefined && isSignedWith(message, current);
}

function readNotification({ body }: SignedMessage): Notification | undefined {
	try {
		const { notificationType, data } = JSON.parse(new TextDecoder().decode(body)) as Partial<Notification>;
		if (typeof notificationType !== 'string') return undefined;
		return { notificationType, data: typeof data === 'object' && data !== null ? data : {} };
	} catch {
		return undefined;
	}
}

/** Whether the event was selected and passes the filters; an event without the field that is filtered by does not. */
function matchesFilters(context: IWebhookFunctions, { notificationType, data }: Notification): boolean {
	const events = context.getNodeParameter('events', []);
	if (!Array.isArray(events) || !(events as unknown[]).includes(notificationType)) return false;
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	return ['provider', 'groupRef', 'consumerRef'].every((field) => {
		const wanted = String(filters[field] ?? '').trim();
		return wanted === '' || data[field] === wanted;
	});
}

function isFirstDelivery(context: IWebhookFunctions, name: string, id: string): boolean {
	const ids = seen.get(name) ?? new RecentDeliveries();
	seen.set(name, ids);
	if (!ids.add(id)) return false;
	const response = context.getResponseObject();
	response.once('finish', () => {
		// n8n could not start the workflow: Ampersand will send it again, and then it is to count.
		if (response.statusCode >= 400) ids.forget(id);
	});
	return true;
}

/** Fails closed, and tells a stranger nothing about why. */
function reject(context: IWebhookFunctions): IWebhookResponseData {
	context.logger.warn('A webhook delivery was refused: it is not signed by Ampersand, or too old');
	context.getResponseObject().status(401).json({ message: 'The signature is not valid' }).end();
	return { noWebhookResponse: true };
}
