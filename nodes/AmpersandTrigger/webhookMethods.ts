import type { IHookFunctions } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { withNodeError } from '../shared/transport/apiRequest';
import { activationFailure, removalFailure, rollbackFailure } from './failures';
import { Journal } from './journal';
import { NotificationsApi } from './notificationsApi';
import { readEvents, readFilters, readProject } from './parameters';
import { forgetDeliveries } from './recentDeliveries';
import { rollback, teardown } from './removal';
import { cacheSecret, evictSecret } from './signingSecret';
import {
	deleteWebhook,
	isSameWebhook,
	isTestRun,
	isTestUrl,
	saveWebhook,
	type StoredWebhook,
	storedWebhooks,
	type WebhookLocation,
} from './staticData';
import { findMatching, reconcile, type Subscription } from './subscription';
import { webhookName, webhookUrl } from './webhookName';

/** What the parameters ask for. */
interface DesiredWebhook extends Subscription, WebhookLocation {}

/**
 * Whether the webhook is registered in Ampersand exactly as needed (n8n's `webhookMethods.checkExists`).
 *
 * A destination that Ampersand has disabled after five days of failed deliveries looks like any other: the API has no
 * field for it, so only deactivating and activating the workflow repairs it.
 *
 * @throws NodeApiError when the webhook can't work, or a request fails
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await activating(context, async () => {
		const desired = readParameters(context);
		// What another project or URL has left over must be removed, which is up to `create`.
		if (staleWebhooks(context, desired).length) return false;
		const secret = await findMatching(new NotificationsApi(context, desired.projectIdOrName), desired);
		if (secret === undefined) return false;
		save(context, desired, secret);
		return true;
	});
}

/**
 * Registers the webhook, or rolls back what it has created (n8n's `webhookMethods.create`).
 *
 * @throws NodeApiError with the reason
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await activating(context, async () => {
		const desired = readParameters(context);
		for (const webhook of staleWebhooks(context, desired)) await removeStale(context, webhook);
		const api = new NotificationsApi(context, desired.projectIdOrName);
		const journal = new Journal();
		const secret = await reconcile(api, desired, journal).catch(async (error: unknown) => {
			evictSecret(desired.name);
			await rollback(api, desired, journal).catch(() => {
				throw rollbackFailure(error, desired);
			});
			throw error;
		});
		save(context, desired, secret);
		return true;
	});
}

/**
 * Removes every webhook of the trigger, of production or of a test run, under whatever URL it was registered (n8n's
 * `webhookMethods.delete`).
 *
 * @throws NodeApiError that says what is left, and where, after everything else was removed
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	return await withNodeError(context, async () => {
		const failed: Array<{ webhook: WebhookLocation; error: unknown }> = [];
		for (const webhook of webhooksToRemove(context)) {
			await removeWebhook(context, webhook).catch((error: unknown) => failed.push({ webhook, error }));
		}
		if (failed.length) throw removalFailure(failed);
		return true;
	});
}

/** The stored webhooks, and the one that the parameters ask for: n8n stores nothing when an activation fails. */
function webhooksToRemove(context: IHookFunctions): WebhookLocation[] {
	const url = webhookUrl(context);
	const all = storedWebhooks(context);
	const isTest = isTestUrl(all, url);
	const stored = all.filter((webhook) => webhook.isTestRun === isTest);
	// Ampersand accepts HTTPS only, so nothing was registered under this URL.
	if (!isHttps(url)) return stored;
	const locate = () => ({ name: webhookName(url), url, projectIdOrName: readProject(context) });
	const current = stored.length ? attempt(locate) : locate();
	if (!current || stored.some((webhook) => isSameWebhook(webhook, current))) return stored;
	return [...stored, current];
}

/** The result of a task, or undefined if it throws. */
function attempt<T>(task: () => T): T | undefined {
	try {
		return task();
	} catch {
		return undefined;
	}
}

async function removeWebhook(context: IHookFunctions, webhook: WebhookLocation): Promise<void> {
	await teardown(new NotificationsApi(context, webhook.projectIdOrName), webhook);
	deleteWebhook(context, webhook);
	evictSecret(webhook.name);
	forgetDeliveries(webhook.name);
}

/** @throws Failure when the webhook can't work */
function readParameters(context: IHookFunctions): DesiredWebhook {
	const events = readEvents(context);
	readFilters(context);
	const url = webhookUrl(context);
	if (!isHttps(url)) {
		const base = URL.canParse(url) ? new URL(url).origin : url;
		throw new Failure({
			message: `Ampersand requires an HTTPS webhook URL, but this n8n instance uses ${base}. Set WEBHOOK_URL.`,
			hints: [
				'Set the environment variable WEBHOOK_URL to the HTTPS URL where Ampersand can reach n8n, ' +
					'for example https://n8n.example.com/, and restart n8n. On your own machine, use a tunnel.',
			],
		});
	}
	return { name: webhookName(url), url, events, projectIdOrName: readProject(context) };
}

function isHttps(url: string): boolean {
	return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function save(context: IHookFunctions, { name, url, projectIdOrName }: DesiredWebhook, secret: string): void {
	saveWebhook(context, { name, url, projectIdOrName, isTestRun: isTestRun(context) });
	cacheSecret(name, secret);
}

/** The webhooks of the trigger that are left over from another project or URL. */
function staleWebhooks(context: IHookFunctions, desired: DesiredWebhook): StoredWebhook[] {
	const isTest = isTestRun(context);
	return storedWebhooks(context).filter(
		(webhook) => webhook.isTestRun === isTest && !isSameWebhook(webhook, desired),
	);
}

/** Never blocks the new registration; leftovers are retried next time. */
async function removeStale(context: IHookFunctions, webhook: StoredWebhook): Promise<void> {
	await removeWebhook(context, webhook).catch((error: unknown) => {
		context.logger.warn(removalFailure([{ webhook, error }]).message);
	});
}

/** Runs a part of an activation. */
async function activating<T>(context: IHookFunctions, task: () => Promise<T>): Promise<T> {
	return await withNodeError(context, async () => {
		return await task().catch((error: unknown) => {
			throw activationFailure(error);
		});
	});
}
