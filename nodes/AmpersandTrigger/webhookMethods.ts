import type { IHookFunctions } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { withNodeError } from '../shared/transport/apiRequest';
import { clock } from '../shared/transport/clock';
import {
	activationFailure,
	foreignWebhookMessage,
	isTransient,
	leftoverHint,
	removalFailure,
} from './failures';
import { NotificationsApi } from './notificationsApi';
import { checkProvider, readEvents, readFilters, readProject } from './parameters';
import { keepLeftover, publishing, takeCleanup } from './publication';
import { rollback, teardown } from './removal';
import { cacheSecret, evictSecret } from './signingSecret';
import {
	deleteWebhook,
	isSameWebhook,
	projectOf,
	saveWebhook,
	storedWebhooks,
	type WebhookLocation,
} from './staticData';
import { findRegistration, register, type Registration, type Subscription } from './subscription';
import { webhookName, webhookUrl } from './webhookName';

/** What the parameters ask for. */
interface DesiredWebhook extends Subscription, WebhookLocation {}

/** How long the rollback of a failed activation may take on top, in milliseconds. */
const ROLLBACK_MS = 15_000;

/** How long no other trigger is checked after a check at n8n's start has failed, in milliseconds. */
const START_PAUSE_MS = 60_000;

/** In milliseconds since 1970. */
let startPauseEnd = 0;

/**
 * Whether the webhook is registered in Ampersand exactly as needed (n8n's `webhookMethods.checkExists`).
 *
 * At its start, n8n checks one workflow after the other, so an API that doesn't respond must not delay them. What is
 * stored counts then: rebuilding a registration would lose the deliveries that Ampersand still retries.
 *
 * @throws NodeApiError when the webhook can't work, or a request fails
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await activating(context, async (desired, deadline) => {
		const isStored = storedWebhooks(context).some((webhook) => isSameWebhook(webhook, desired));
		const isStart = isStored && ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (isStart && clock.now() < startPauseEnd) return true;
		const options = { deadline, ...(isStart && { maxRetries: 0 }) };
		const api = new NotificationsApi(context, desired.projectIdOrName, options);
		const check = async (): Promise<boolean> => {
			const found = await findRegistration(api, desired);
			// What another project or URL has left over must be removed, which is up to `create`.
			if (!found || staleWebhooks(context, { ...desired, ...found }).length) return false;
			save(context, desired, found);
			return true;
		};
		return await check().catch((error: unknown) => {
			if (!isStart || !isTransient(error)) throw error;
			startPauseEnd = clock.now() + START_PAUSE_MS;
			context.logger.warn(`Couldn't check the webhook '${desired.name}': ${(error as Failure).message}`);
			return true;
		});
	});
}

/**
 * Registers the webhook, or rolls back what it has created (n8n's `webhookMethods.create`).
 *
 * @throws NodeApiError with the reason
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await activating(context, async (desired, deadline) => {
		const options = { deadline };
		await checkProvider(context, options);
		const api = new NotificationsApi(context, desired.projectIdOrName, options);
		const existing = new Set<unknown>();
		const registration = await register(api, desired, existing).catch(async (error: unknown) => {
			options.deadline = deadline + ROLLBACK_MS;
			await rollback(api, existing).catch(() => {
				keepLeftover(context, desired);
				context.logger.warn(leftoverHint(desired));
			});
			throw error;
		});
		for (const webhook of staleWebhooks(context, { ...desired, ...registration })) {
			// Never blocks the new registration; leftovers are retried next time.
			await removeWebhook(context, webhook, deadline).catch((error: unknown) => {
				context.logger.warn(removalFailure([{ webhook, error }]).message);
			});
		}
		save(context, desired, registration);
		return true;
	});
}

/**
 * Removes every webhook of the trigger, in whatever project it was registered (n8n's `webhookMethods.delete`).
 *
 * n8n also calls it after a failed activation, and counts the webhook as registered if it fails. By then everything is
 * rolled back that could be, so it only stores what is left.
 *
 * @throws NodeApiError that says what is left, and where, after everything else was removed
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	dropForeignWebhooks(context);
	const cleanup = takeCleanup(context);
	if (cleanup) {
		if (cleanup.leftover) saveWebhook(context, cleanup.leftover);
		return true;
	}
	const task = async (deadline: number): Promise<true> => {
		const failed: Array<{ webhook: WebhookLocation; error: unknown }> = [];
		for (const webhook of webhooksToRemove(context)) {
			const removal = removeWebhook(context, webhook, deadline);
			await removal.catch((error: unknown) => failed.push({ webhook, error }));
		}
		if (failed.length) throw removalFailure(failed);
		return true;
	};
	return await withNodeError(context, async () => await publishing(context, 'removal', task));
}

/** The stored webhooks, and the one that the parameters ask for: n8n may have lost its static data. */
function webhooksToRemove(context: IHookFunctions): WebhookLocation[] {
	const url = webhookUrl(context);
	const stored = storedWebhooks(context);
	// Ampersand accepts HTTPS only, so nothing was registered under this URL.
	if (!isHttps(url) || (stored.length > 0 && !hasProject(context))) return stored;
	const current = { name: webhookName(url), url, projectIdOrName: readProject(context) };
	return stored.some((webhook) => isSameWebhook(webhook, current)) ? stored : [...stored, current];
}

function hasProject(context: IHookFunctions): boolean {
	try {
		return Boolean(readProject(context));
	} catch {
		return false;
	}
}

async function removeWebhook(
	context: IHookFunctions,
	webhook: WebhookLocation,
	deadline: number,
): Promise<void> {
	await teardown(new NotificationsApi(context, projectOf(webhook), { deadline }), webhook);
	deleteWebhook(context, webhook);
	evictSecret(webhook.name);
}

/** @throws Failure when the webhook can't work */
function readParameters(context: IHookFunctions): DesiredWebhook {
	const events = readEvents(context);
	readFilters(context);
	const url = webhookUrl(context);
	if (!isHttps(url)) {
		const base = URL.canParse(url) ? new URL(url).origin : url;
		throw new Failure({
			message: `Ampersand requires an HTTPS webhook URL, but this n8n instance uses ${base}. Set N8N_WEBHOOK_URL.`,
			hints: [
				'Set the environment variable N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL) to the HTTPS URL where Ampersand can ' +
					'reach n8n, for example https://n8n.example.com/, restart n8n, and publish the workflow. On your own machine, use a tunnel.',
			],
		});
	}
	return { name: webhookName(url), url, events, projectIdOrName: readProject(context) };
}

function isHttps(url: string): boolean {
	return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function save(context: IHookFunctions, desired: DesiredWebhook, found: Registration): void {
	saveWebhook(context, { ...desired, projectId: found.projectId });
	if (found.signingSecret !== undefined) cacheSecret(desired.name, found.signingSecret);
}

/** The webhooks of the trigger that are left over from another project or URL. */
function staleWebhooks(context: IHookFunctions, current: WebhookLocation): WebhookLocation[] {
	return storedWebhooks(context).filter((webhook) => !isSameWebhook(webhook, current));
}

/**
 * Drops the webhooks of another host from the static data, and leaves them registered: in a copy of the database, they
 * are those of the original.
 */
function dropForeignWebhooks(context: IHookFunctions): void {
	const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
	for (const webhook of storedWebhooks(context)) {
		if (hostOf(webhook.url) === hostOf(webhookUrl(context))) continue;
		context.logger.warn(foreignWebhookMessage(webhook));
		deleteWebhook(context, webhook);
	}
}

/** Runs a part of an activation. */
async function activating(
	context: IHookFunctions,
	task: (desired: DesiredWebhook, deadline: number) => Promise<boolean>,
): Promise<boolean> {
	const run = async (deadline: number): Promise<boolean> => {
		try {
			const desired = readParameters(context);
			dropForeignWebhooks(context);
			return await task(desired, deadline);
		} catch (error) {
			throw activationFailure(error);
		}
	};
	return await withNodeError(context, async () => await publishing(context, 'activation', run));
}
