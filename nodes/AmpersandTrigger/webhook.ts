import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isSameProvider } from '../shared/provider';
import { isObject } from '../shared/values';
import { clock } from '../shared/transport/clock';
import { readEvents, readFilters, readProject } from './parameters';
import { claimDelivery } from './recentDeliveries';
import { isSignedWith, readMessage, secondsOff, type SignedMessage, TOLERANCE_SECONDS } from './signature';
import { cachedSecret, fetchSecret } from './signingSecret';
import { projectOf, storedWebhooks } from './staticData';
import { webhookName, webhookUrl } from './webhookName';

/** What Ampersand sends (schemas `…NotificationPayload`). */
interface Notification {
	/** Anything else than text is no event that can be selected. */
	notificationType: string;
	data: IDataObject;
}

/** How often rejections are logged per webhook, in milliseconds: anyone can send badly signed messages. */
const LOG_INTERVAL_MS = 60_000;

/** When a rejection was last logged, in milliseconds since 1970, by the webhook's name. */
const loggedAt = new Map<string, number>();

const NOT_SIGNED = "it isn't signed with the webhook's secret";

/**
 * Handles a delivery: verifies it before anything else, and starts the workflow if the event matches (n8n's `webhook`).
 *
 * @returns the item that starts the workflow; none for a delivery that is rejected (401), that doesn't match or has
 *   started the workflow before (200), or that can't be filtered because a parameter is invalid (500)
 */
export async function handleDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	// The newest: older ones are left over from another project or path. Without any, the name still follows from the URL.
	const stored = storedWebhooks(context).at(-1);
	const name = stored?.name ?? webhookName(webhookUrl(context));
	// The raw bytes, because serializing the parsed body may not give what was signed. n8n keeps none of a form.
	const { rawBody } = context.getRequestObject();
	const message = readMessage(context.getHeaderData(), rawBody);
	const project = (): string => (stored ? projectOf(stored) : readProject(context));
	const reason = message && (await reasonToReject(context, message, name, project));
	if (!message || reason) {
		// Fails closed, and doesn't tell a stranger why.
		logRejection(context, name, reason ?? NOT_SIGNED);
		return respond(context, 401, 'The signature is not valid');
	}
	const notification = readNotification(message);
	try {
		if (!notification || !matches(context, notification)) return {};
	} catch (error) {
		// Ampersand retries for hours, so the event isn't lost if the parameter is fixed.
		context.logger.error(
			`Couldn't handle a delivery to ${describeWebhook(context, name)}: ${(error as Error).message}`,
		);
		return respond(context, 500, 'The workflow could not be started');
	}
	if (!(await isFirstDelivery(context, message, name))) return {};
	const timestamp = new Date(Number(message.timestamp) * 1000).toISOString();
	const { notificationType: event, data } = notification;
	return { workflowData: [[{ json: { id: message.id, event, timestamp, data } }]] };
}

/** Why Ampersand can't have sent a message just now. A secret that doesn't match may be outdated, so it is fetched again. */
async function reasonToReject(
	context: IWebhookFunctions,
	message: SignedMessage,
	name: string,
	project: () => string,
): Promise<string | undefined> {
	const cached = cachedSecret(name);
	const isSigned = cached !== undefined && isSignedWith(message, cached);
	const seconds = secondsOff(message, clock.now());
	if (seconds > TOLERANCE_SECONDS) {
		return `its timestamp is ${seconds} seconds off${isSigned ? ", so check this server's clock" : ''}`;
	}
	if (isSigned) return undefined;
	const current = await fetchSecret(context, name, project);
	return current !== undefined && isSignedWith(message, current) ? undefined : NOT_SIGNED;
}

function readNotification({ body }: SignedMessage): Notification | undefined {
	try {
		const { notificationType, data } = JSON.parse(new TextDecoder().decode(body)) as Notification;
		return { notificationType, data: isObject(data) ? data : {} };
	} catch {
		return undefined;
	}
}

/** Whether an event is selected and matches every filter; one without a filtered field doesn't. */
function matches(context: IWebhookFunctions, { notificationType, data }: Notification): boolean {
	if (!readEvents(context).includes(notificationType)) return false;
	const { provider, ...refs } = readFilters(context);
	return (
		isSameProvider(data.provider, provider) &&
		Object.entries(refs).every(([field, value]) => data[field] === value)
	);
}

async function isFirstDelivery(
	context: IWebhookFunctions,
	{ id }: SignedMessage,
	name: string,
): Promise<boolean> {
	const settle = await claimDelivery(name, id);
	if (!settle) return false;
	const response = context.getResponseObject();
	// If n8n couldn't start the workflow, the retry must not count as a duplicate. Not on 'finish', which never comes
	// when the sender has already hung up.
	response.once('prefinish', () => settle(response.statusCode < 400));
	return true;
}

function logRejection(context: IWebhookFunctions, name: string, reason: string): void {
	if (clock.now() - (loggedAt.get(name) ?? -Infinity) < LOG_INTERVAL_MS) return;
	loggedAt.set(name, clock.now());
	context.logger.warn(`Rejected a delivery to ${describeWebhook(context, name)}: ${reason}`);
}

/** The webhook with its node and its workflow, for the log. */
function describeWebhook(context: IWebhookFunctions, name: string): string {
	const { id, name: workflow } = context.getWorkflow();
	return `the webhook '${name}' of the node '${context.getNode().name}' in the workflow '${String(workflow)}' (${String(id)})`;
}

function respond(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message }).end();
	return { noWebhookResponse: true };
}
