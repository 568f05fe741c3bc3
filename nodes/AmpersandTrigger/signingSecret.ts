import type { IWebhookFunctions } from 'n8n-workflow';
import { clock } from '../shared/transport/clock';
import { NotificationsApi } from './notificationsApi';

/**
 * How long to wait before the API is asked again, in milliseconds. As long as Svix waits before it delivers again for the
 * first time, so that a delivery that comes too early is received then.
 */
const MIN_REFETCH_INTERVAL_MS = 5_000;

interface CachedSecret {
	secret?: string;
	askedAt?: number;
	asking?: Promise<void>;
}

/**
 * The signing secrets, in the memory of this process only, by the webhook's name.
 *
 * Not in n8n's static data, where a trigger usually keeps its state: n8n saves that with each execution, for
 * everybody to read who may see executions. A process that does not know a secret asks the API for it.
 */
const secrets = new Map<string, CachedSecret>();

/** Takes over a secret that the API has just given. */
export function cacheSecret(name: string, secret: string): void {
	secrets.set(name, { secret, askedAt: clock.now() });
}

/** Forgets a secret that is of no use any more. */
export function evictSecret(name: string): void {
	secrets.delete(name);
}

/** The secret, if this process knows it. */
export function cachedSecret(name: string): string | undefined {
	return secrets.get(name)?.secret;
}

/**
 * The secret as the API has it now: it may have been rotated there.
 *
 * Everybody can send us a message with a signature that does not match, so the API is asked once in five seconds at
 * most, and once for all that wait at the same time. No less often: a workflow that is deactivated and activated again
 * gets a new secret, of which only the process that has registered it knows.
 *
 * @returns undefined when it is not known, or when it is too early to ask again
 */
export async function fetchSecret(
	context: IWebhookFunctions,
	name: string,
	projectIdOrName: unknown,
): Promise<string | undefined> {
	const held = secrets.get(name) ?? {};
	secrets.set(name, held);
	if (!held.asking) {
		if (held.askedAt !== undefined && clock.now() - held.askedAt < MIN_REFETCH_INTERVAL_MS)
			return held.secret;
		held.askedAt = clock.now();
		held.asking = ask(context, name, projectIdOrName, held).finally(() => (held.asking = undefined));
	}
	await held.asking;
	return held.secret;
}

async function ask(
	context: IWebhookFunctions,
	name: string,
	projectIdOrName: unknown,
	held: CachedSecret,
): Promise<void> {
	try {
		const destination = await new NotificationsApi(context, projectIdOrName).getDestination(name);
		// Without a destination nothing can be genuine: the secret of a removed one counts no longer.
		held.secret = destination?.signingSecret;
	} catch (error) {
		context.logger.warn(`The signing secret of "${name}" could not be read: ${(error as Error).message}`);
	}
}
