import type { IWebhookFunctions } from 'n8n-workflow';
import { clock } from '../shared/transport/clock';
import { NotificationsApi } from './notificationsApi';

/** How long to wait before the API is asked again, in milliseconds: as long as Svix waits before its first retry. */
const MIN_REFETCH_INTERVAL_MS = 5_000;

/** How long the API may take with all retries, in milliseconds: Svix waits 15 seconds for the response to a delivery. */
const TIMEOUT_MS = 10_000;

interface CachedSecret {
	secret?: string;
	/** In milliseconds since 1970. */
	fetchedAt: number;
	pending?: Promise<void>;
}

/**
 * The signing secrets, by the name of the webhook, in the memory of this process only: n8n saves static data with every
 * execution, where anyone with access to executions can read it.
 */
const secrets = new Map<string, CachedSecret>();

/** Caches a secret that the API has just returned. */
export function cacheSecret(name: string, secret: string): void {
	secrets.set(name, { secret, fetchedAt: clock.now() });
}

/** Removes the secret of a webhook that doesn't exist any more. */
export function evictSecret(name: string): void {
	secrets.delete(name);
}

/** The secret, if this process has it. */
export function cachedSecret(name: string): string | undefined {
	return secrets.get(name)?.secret;
}

/**
 * The secret that the API has now, since it may have been rotated.
 *
 * Anyone can send a badly signed message, so the API is asked at most once every five seconds, and concurrent callers
 * share one request. Not less often, because only the process that registers a webhook again has its new secret.
 *
 * @param readProject gives the project, by name or ID
 * @returns the cached secret when it's too early to ask again; undefined when there is none
 */
export async function fetchSecret(
	context: IWebhookFunctions,
	name: string,
	readProject: () => unknown,
): Promise<string | undefined> {
	const cached: CachedSecret = secrets.get(name) ?? { fetchedAt: -Infinity };
	secrets.set(name, cached);
	if (!cached.pending && clock.now() - cached.fetchedAt >= MIN_REFETCH_INTERVAL_MS) {
		cached.fetchedAt = clock.now();
		// So many retries fit into the time when the API asks to wait a second each.
		const options = { maxRetries: 10, timeout: TIMEOUT_MS, deadline: clock.now() + TIMEOUT_MS };
		const refresh = async (): Promise<void> => {
			const destination = await new NotificationsApi(context, readProject(), options).getDestination(name);
			// A response without a secret, such as a proxy's 404, doesn't make the known one wrong.
			cached.secret = destination?.signingSecret ?? cached.secret;
		};
		cached.pending = refresh()
			.catch((error: Error) =>
				context.logger.warn(`Couldn't read the signing secret of '${name}': ${error.message}`),
			)
			.finally(() => (cached.pending = undefined));
	}
	await cached.pending;
	return cached.secret;
}
