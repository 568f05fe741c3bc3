import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Controls } from './controls';

const ACTION_TYPES = ['read', 'write', 'subscribe'] as const;
const STATUSES = ['success', 'failure', 'in_progress'] as const;

/**
 * What customers and their providers do, from the command line. The paths are outside `/v1`, because Ampersand's API has
 * none for it. The emulator listens on loopback only, so no other machine can use them.
 *
 * - `POST /emulator/connections/{connectionId}/break`: the provider rejects the credentials from now on.
 * - `POST /emulator/connections/{connectionId}/use`: the scheduled reads with the connection run, successfully.
 * - `POST /emulator/installations/{installationId}/pause`: scheduled reads are paused after failures.
 * - `POST /emulator/installations/{installationId}/operations?actionType={read|write|subscribe}&status={success|failure|in_progress}`:
 *   an operation is carried out, with that outcome.
 * - `POST /emulator/proxy/limit?seconds={number}`: requests through the proxy get 429 for that long.
 * - `POST /emulator/oauth?url={OAuth URL, encoded}`: the customer opens the URL and gives consent.
 * - `POST /emulator/time?seconds={number}`: the emulator's time moves forward.
 */
export function controlRoutes(app: FastifyInstance, controlsOf: (request: FastifyRequest) => Controls): void {
	const on = (path: string, act: (controls: Controls, params: Record<string, string>) => string): void => {
		app.post<{ Params: Record<string, string>; Querystring: Record<string, string> }>(
			`/emulator${path}`,
			async (request, reply) => {
				try {
					const params = { ...request.query, ...request.params };
					return await reply.send({ message: act(controlsOf(request), params) });
				} catch (error) {
					const message = error instanceof Error ? error.message : String(error);
					return await reply.code(404).send({ message });
				}
			},
		);
	};
	on('/connections/:connectionId/break', (controls, { connectionId }) => {
		controls.breakConnection(connectionId);
		return `${connectionId} is broken`;
	});
	on('/connections/:connectionId/use', (controls, { connectionId }) => {
		controls.useConnection(connectionId);
		return `${connectionId} is working`;
	});
	on('/installations/:installationId/pause', (controls, { installationId }) => {
		controls.pauseReads(installationId);
		return `The scheduled reads of ${installationId} are paused`;
	});
	on(
		'/installations/:installationId/operations',
		(controls, { installationId, actionType = 'read', status = 'success' }) => {
			const id = controls.runOperation(installationId, {
				actionType: oneOf(ACTION_TYPES, actionType),
				status: oneOf(STATUSES, status),
			});
			return `${actionType} ${id}: ${status}`;
		},
	);
	on('/proxy/limit', (controls, { seconds = '' }) => {
		controls.limitProxy(Number(seconds) * 1000);
		return `Requests through the proxy get 429 for ${seconds} seconds`;
	});
	on('/oauth', (controls, { url = '' }) => {
		controls.completeOAuth(url);
		return 'The customer has signed in';
	});
	on('/time', (controls, { seconds = '' }) => {
		controls.advanceTime(Number(seconds) * 1000);
		return `${seconds} seconds later`;
	});
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T {
	const found = allowed.find((each) => each === value);
	if (found === undefined) throw new Error(`${value} is none of ${allowed.join(', ')}`);
	return found;
}
