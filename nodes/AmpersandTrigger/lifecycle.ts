import type { IHookFunctions } from 'n8n-workflow';
import { asNodeError } from '../shared/call';
import { Failure, refuse } from '../shared/failure';
import { textOf } from '../shared/paths';
import { projectField } from '../shared/projectField';
import { eventsField } from './events';
import { registrationName } from './names';
import { dismantle, establish, type Registration, standing } from './registration';
import { Registry } from './registry';
import { dropSecret, keepSecret } from './secret';
import { forget, isSame, isTest, keep, type Registered, registrations } from './state';

/** What the user wants, read from the parameters. */
interface Wanted extends Registration {
	projectIdOrName: string;
}

/**
 * Whether the webhook stands at Ampersand just as it is needed (n8n's `webhookMethods.checkExists`).
 *
 * @throws NodeApiError when the webhook could not work, or the API does not answer
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await asNodeError(context, async () => {
		const wanted = read(context);
		// What a changed project or URL has left must be removed, which is up to `create`.
		if (former(context, wanted).length) return false;
		const secret = await standing(new Registry(context, wanted.projectIdOrName), wanted);
		if (secret === undefined) return false;
		remember(context, wanted, secret);
		return true;
	});
}

/**
 * Registers the webhook; a half-failed registration is taken back (n8n's `webhookMethods.create`).
 *
 * @throws NodeApiError with the reason
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await asNodeError(context, async () => {
		const wanted = read(context);
		for (const registered of former(context, wanted)) await removeFormer(context, registered);
		const registry = new Registry(context, wanted.projectIdOrName);
		try {
			remember(context, wanted, await establish(registry, wanted));
		} catch (error) {
			await takeBack(registry, wanted, error);
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
	return await asNodeError(context, async () => {
		for (const registered of toRemove(context)) await removeRegistered(context, registered);
		return true;
	});
}

/** What deactivation has to remove: also what an earlier change has left. */
function toRemove(context: IHookFunctions): Array<Omit<Registered, 'workflowId' | 'test'>> {
	const url = webhookUrl(context);
	const known = registrations(context);
	const current = known.find((one) => one.url === url);
	// The project may have been changed since: what counts is where the webhook was registered.
	if (current) return known.filter(({ test }) => test === current.test);
	const projectIdOrName = textOf(projectOf(context), projectField.displayName);
	return [{ name: registrationName(url), url, projectIdOrName }];
}

async function removeRegistered(
	context: IHookFunctions,
	registered: Omit<Registered, 'workflowId' | 'test'>,
): Promise<void> {
	await dismantle(new Registry(context, registered.projectIdOrName), registered);
	forget(context, registered);
	dropSecret(registered.name);
}

/** @throws Failure when the webhook could not work */
function read(context: IHookFunctions): Wanted {
	const events = context.getNodeParameter('events', []);
	if (!Array.isArray(events) || events.length === 0) {
		throw refuse(eventsField.displayName, 'is empty', 'Choose at least one event that starts the workflow.');
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
		name: registrationName(url),
		url,
		events: [...new Set(events.map(String))],
		projectIdOrName: textOf(projectOf(context), projectField.displayName),
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

function remember(context: IHookFunctions, { name, url, projectIdOrName }: Wanted, secret: string): void {
	keep(context, { name, url, projectIdOrName, test: isTest(context) });
	keepSecret(name, secret);
}

/** Registrations of this trigger that it does not want any more: in another project, or under another URL. */
function former(context: IHookFunctions, wanted: Wanted): Registered[] {
	const test = isTest(context);
	return registrations(context).filter((one) => one.test === test && !isSame(one, wanted));
}

/** Does not stand in the way of the new registration; what could not be removed is tried again the next time. */
async function removeFormer(context: IHookFunctions, registered: Registered): Promise<void> {
	try {
		await removeRegistered(context, registered);
	} catch (error) {
		context.logger.warn(`A former webhook could not be removed: ${(error as Error).message}`);
	}
}

async function takeBack(registry: Registry, wanted: Wanted, error: unknown): Promise<never> {
	dropSecret(wanted.name);
	let left: string | undefined;
	try {
		await dismantle(registry, wanted);
	} catch {
		left = `It could not be taken back either: a topic and a destination named "${wanted.name}" may be left at Ampersand.`;
	}
	const facts = error instanceof Failure ? error.facts : { message: String(error) };
	throw new Failure({ ...facts, description: [facts.description, left].filter(Boolean).join('\n') });
}
