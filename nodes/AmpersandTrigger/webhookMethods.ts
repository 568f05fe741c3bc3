import type { IHookFunctions } from 'n8n-workflow';
import { withNodeError } from '../shared/transport/apiRequest';
import { Failure, invalidParameter } from '../shared/errors/failure';
import { requiredString } from '../shared/transport/path';
import { projectField } from '../shared/projectField';
import { eventsField } from './events';
import { webhookName } from './webhookName';
import { teardown, reconcile, type Subscription, findMatching } from './subscription';
import { NotificationsApi } from './notificationsApi';
import { evictSecret, cacheSecret } from './signingSecret';
import {
	deleteWebhook,
	isSameWebhook,
	isTestRun,
	saveWebhook,
	type StoredWebhook,
	storedWebhooks,
} from './staticData';

/** What the user wants, read from the parameters. */
interface DesiredWebhook extends Subscription {
	projectIdOrName: string;
}

/**
 * Whether the webhook stands at Ampersand just as it is needed (n8n's `webhookMethods.checkExists`).
 *
 * @throws NodeApiError when the webhook could not work, or the API does not answer
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await withNodeError(context, async () => {
		const wanted = readParameters(context);
		// What a changed project or URL has left must be removed, which is up to `create`.
		if (staleWebhooks(context, wanted).length) return false;
		const secret = await findMatching(new NotificationsApi(context, wanted.projectIdOrName), wanted);
		if (secret === undefined) return false;
		save(context, wanted, secret);
		return true;
	});
}

/**
 * Registers the webhook; a half-failed registration is taken back (n8n's `webhookMethods.create`).
 *
 * @throws NodeApiError with the reason
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await withNodeError(context, async () => {
		const wanted = readParameters(context);
		for (const registered of staleWebhooks(context, wanted)) await removeStale(context, registered);
		const registry = new NotificationsApi(context, wanted.projectIdOrName);
		try {
			save(context, wanted, await reconcile(registry, wanted));
		} catch (error) {
			await rollback(registry, wanted, error);
		}
		return true;
	});
}

/**
 * Removes the webhook, and nothing else (n8n's `webhookMethods.delete`).
 *
 * @throws NodeApiError when something may be left at Ampersand; it says what
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	return await withNodeError(context, async () => {
		for (const registered of toRemove(context)) await removeRegistered(context, registered);
		return true;
	});
}

/** What deactivation has to remove: also what an earlier change has left. */
function toRemove(context: IHookFunctions): Array<Omit<StoredWebhook, 'workflowId' | 'isTestRun'>> {
	const url = webhookUrl(context);
	const known = storedWebhooks(context);
	const current = known.find((one) => one.url === url);
	// The project may have been changed since: what counts is where the webhook was registered.
	if (current) return known.filter(({ isTestRun: test }) => test === current.isTestRun);
	const projectIdOrName = requiredString(projectOf(context), projectField.displayName);
	return [{ name: webhookName(url), url, projectIdOrName }];
}

async function removeRegistered(
	context: IHookFunctions,
	registered: Omit<StoredWebhook, 'workflowId' | 'isTestRun'>,
): Promise<void> {
	await teardown(new NotificationsApi(context, registered.projectIdOrName), registered);
	deleteWebhook(context, registered);
	evictSecret(registered.name);
}

/** @throws Failure when the webhook could not work */
function readParameters(context: IHookFunctions): DesiredWebhook {
	const events = context.getNodeParameter('events', []);
	if (!Array.isArray(events) || events.length === 0) {
		throw invalidParameter(
			eventsField.displayName,
			'is empty',
			'Choose at least one event that starts the workflow.',
		);
	}
	const url = webhookUrl(context);
	if (new URL(url).protocol !== 'https:') {
		throw new Failure({
			// With the way out: n8n shows only this of an activation that failed.
			message: `Ampersand sends webhooks to https URLs only, and this n8n has ${new URL(url).origin}: set WEBHOOK_URL`,
			description:
				'Set the environment variable WEBHOOK_URL of n8n to the https URL at which Ampersand can reach it, ' +
				'such as https://n8n.example.com/, and restart n8n. On your own machine, use a tunnel.',
		});
	}
	return {
		name: webhookName(url),
		url,
		events: [...new Set(events.map(String))],
		projectIdOrName: requiredString(projectOf(context), projectField.displayName),
	};
}

function webhookUrl(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (!url || !URL.canParse(url)) throw new Failure({ message: 'n8n has no URL for this webhook' });
	return url;
}

function projectOf(context: IHookFunctions): unknown {
	return context.getNodeParameter(projectField.name, undefined, { extractValue: true });
}

function save(context: IHookFunctions, { name, url, projectIdOrName }: DesiredWebhook, secret: string): void {
	saveWebhook(context, { name, url, projectIdOrName, isTestRun: isTestRun(context) });
	cacheSecret(name, secret);
}

/** Registrations of this trigger that it does not want any more: in another project, or under another URL. */
function staleWebhooks(context: IHookFunctions, wanted: DesiredWebhook): StoredWebhook[] {
	const test = isTestRun(context);
	return storedWebhooks(context).filter((one) => one.isTestRun === test && !isSameWebhook(one, wanted));
}

/** Does not stand in the way of the new registration; what could not be removed is tried again the next time. */
async function removeStale(context: IHookFunctions, registered: StoredWebhook): Promise<void> {
	try {
		await removeRegistered(context, registered);
	} catch (error) {
		context.logger.warn(`A former webhook could not be removed: ${(error as Error).message}`);
	}
}

async function rollback(registry: NotificationsApi, wanted: DesiredWebhook, error: unknown): Promise<never> {
	evictSecret(wanted.name);
	let left: string | undefined;
	try {
		await teardown(registry, wanted);
	} catch {
		left = `It could not be taken back either: a topic and a destination named "${wanted.name}" may be left at Ampersand.`;
	}
	const facts = error instanceof Failure ? error.details : { message: String(error) };
	throw new Failure({ ...facts, description: [facts.description, left].filter(Boolean).join('\n') });
}
