import type { FastifyInstance } from 'fastify';
import type { Emulator } from './types';

/**
 * What happens in the world outside, caused by hand: paths beside `/v1`, since Ampersand's API has nothing of the kind.
 * The emulator listens on loopback only, so nobody else can cause it.
 *
 * `POST /emulator/connections/{connectionId}/break`: the provider refuses the credentials from now on.
 * `POST /emulator/oauth?url={OAuth URL, encoded}`: the customer opens the URL and gives consent.
 */
export function controlRoutes(
	app: FastifyInstance,
	emulator: Pick<Emulator, 'breakConnection' | 'completeOAuth'>,
): void {
	app.post<{ Params: { connectionId: string } }>(
		'/emulator/connections/:connectionId/break',
		async ({ params: { connectionId } }, reply) => {
			const message = attempt(() => emulator.breakConnection(connectionId));
			return await reply.code(message ? 404 : 200).send({ message: message ?? `${connectionId} is broken` });
		},
	);
	app.post<{ Querystring: { url?: string } }>('/emulator/oauth', async ({ query: { url = '' } }, reply) => {
		const message = attempt(() => emulator.completeOAuth(url));
		return await reply.code(message ? 404 : 200).send({ message: message ?? 'The customer has signed in' });
	});
}

/** @returns what is wrong, if anything */
function attempt(deed: () => void): string | undefined {
	try {
		deed();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
