import type { IHookFunctions } from 'n8n-workflow';
import { Failure, toFailure } from '../shared/errors/failure';
import { NotificationsApi } from './notificationsApi';
import { checkProvider, readEvents, readFilters, readProject } from './parameters';
import { ACTIVATION_MS, attempt, REMOVAL_MS, ROLLBACK_MS } from './attempts';
import { removalFailure, rollback, teardown } from './removal';
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

/**
 * The activations that have failed, by the webhook's URL, until n8n cleans up after them, and what each couldn't roll
 * back. Not by static data, because n8n 1 loads the workflow again before it cleans up.
 */
const failedActivations = new Map<string, WebhookLocation | undefined>();

/**
 * Whether the webhook is registered in Ampersand exactly as needed (n8n's `webhookMethods.checkExists`).
 *
 * @throws NodeApiError when the webhook can't work, or a request fails
 */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await activating(this, async (desired, deadline) => {
		const isStart = ['init', 'leadershipChange'].includes(this.getActivationMode());
		const stored = storedWebhooks(this).find((webhook) => isSameWebhook(webhook, desired));
		// n8n before 2.41 would wait for the API once per workflow. What a failed activation has left has no project ID.
		if (isStart && stored?.projectId !== undefined) return true;
		const api = new NotificationsApi(this, desired.projectIdOrName, { deadline });
		const found = await findRegistration(api, desired);
		// What another project or URL has left over must be removed, which is up to `create`.
		if (!found || staleWebhooks(this, { ...desired, ...found }).length) return false;
		save(this, desired, found);
		return true;
	});
}

/**
 * Registers the webhook, or rolls back what it has created (n8n's `webhookMethods.create`).
 *
 * @throws NodeApiError with the reason
 */
async function create(this: IHookFunctions): Promise<boolean> {
	return await activating(this, async (desired, deadline) => {
		const options = { deadline };
		await checkProvider(this, options);
		const api = new NotificationsApi(this, desired.projectIdOrName, options);
		const registration = await register(api, desired).catch(async (error: unknown) => {
			options.deadline = deadline + ROLLBACK_MS;
			await rollback(api).catch(() => {
				const { name, url, projectIdOrName } = desired;
				failedActivations.set(url, desired);
				this.logger.warn(
					`A topic and a destination named '${name}' may remain in the project '${projectIdOrName}'.`,
				);
			});
			throw error;
		});
		const stale = staleWebhooks(this, { ...desired, ...registration });
		// Never blocks the new registration; leftovers are retried next time.
		await removeWebhooks(this, stale, deadline).catch(({ message }: Failure) => this.logger.warn(message));
		save(this, desired, registration);
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
async function remove(this: IHookFunctions): Promise<boolean> {
	const url = webhookUrl(this);
	const leftover = failedActivations.get(url);
	if (leftover) saveWebhook(this, leftover);
	if (failedActivations.delete(url)) return true;
	dropForeignWebhooks(this);
	return await attempt(this, REMOVAL_MS, async (deadline) => {
		await removeWebhooks(this, webhooksToRemove(this), deadline);
		return true;
	});
}

/** What n8n calls to activate and deactivate a workflow. */
export const webhookMethods = { checkExists, create, delete: remove };

/** The stored webhooks, or else the one that the parameters ask for: n8n may have lost its static data. */
function webhooksToRemove(context: IHookFunctions): WebhookLocation[] {
	const stored = storedWebhooks(context);
	const url = webhookUrl(context);
	// Ampersand accepts HTTPS only, so nothing was registered under another URL.
	if (stored.length > 0 || !isHttps(url)) return stored;
	return [{ name: webhookName(url), url, projectIdOrName: readProject(context) }];
}

/** @throws Failure that names what couldn't be removed, after all others were */
async function removeWebhooks(
	context: IHookFunctions,
	webhooks: WebhookLocation[],
	deadline: number,
): Promise<void> {
	const reasons = new Map<WebhookLocation, unknown>();
	for (const webhook of webhooks) {
		try {
			await teardown(new NotificationsApi(context, projectOf(webhook), { deadline }), webhook);
			deleteWebhook(context, webhook);
			evictSecret(webhook.name);
		} catch (error) {
			reasons.set(webhook, error);
		}
	}
	if (reasons.size) throw removalFailure(reasons);
}

/** @throws Failure when the webhook can't work */
function readParameters(context: IHookFunctions): Subscription {
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

function save(context: IHookFunctions, desired: Subscription, found: Registration): void {
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
		const { name, url, projectIdOrName } = webhook;
		if (hostOf(url) === hostOf(webhookUrl(context))) continue;
		context.logger.warn(
			`The webhook '${name}' in the project '${projectIdOrName}' is registered for ${url}, which isn't this n8n instance, ` +
				"so it was left unchanged. If that instance doesn't exist any more, delete the webhook's topic and destination in Ampersand.",
		);
		deleteWebhook(context, webhook);
	}
}

/** Runs a part of an activation. */
async function activating(
	context: IHookFunctions,
	task: (desired: Subscription, deadline: number) => Promise<boolean>,
): Promise<boolean> {
	const url = webhookUrl(context);
	failedActivations.delete(url);
	const run = async (deadline: number): Promise<boolean> => {
		try {
			const desired = readParameters(context);
			dropForeignWebhooks(context);
			return await task(desired, deadline);
		} catch (error) {
			throw activationFailure(error);
		}
	};
	return await attempt(context, ACTIVATION_MS, run).catch((error: unknown) => {
		failedActivations.set(url, failedActivations.get(url));
		throw error;
	});
}

/**
 * The failure of an activation, whose message and description each give the reason: n8n 2.41 shows only the message,
 * n8n 1 and 2.0 only the description.
 */
function activationFailure(error: unknown): Failure {
	const { details } = toFailure(error);
	return new Failure({ ...details, hints: [details.message, ...(details.hints ?? [])] });
}
