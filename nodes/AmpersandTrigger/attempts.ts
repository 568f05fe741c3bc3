import type { IHookFunctions } from 'n8n-workflow';
import { withNodeError } from '../shared/transport/apiRequest';
import { clock } from '../shared/transport/clock';

/**
 * How long an activation, a removal, and the rollback of a failed activation may take, in milliseconds, with all attempts
 * that n8n makes. To publish a new version, n8n 2.41 removes the old one first, and waits up to 18 seconds between its
 * attempts; after 84 seconds, it ends all of it without a reason.
 */
export const ACTIVATION_MS = 30_000;
export const REMOVAL_MS = 20_000;
export const ROLLBACK_MS = 10_000;

/** When all attempts must have ended, in milliseconds since 1970, and how the last one has failed. */
interface Attempts {
	deadline: number;
	error?: unknown;
}

/** By the static data, which is the same object in all attempts of n8n 2.41. */
const attemptsByStaticData = new WeakMap<object, Attempts>();

/**
 * Runs one of n8n's attempts at an activation or a removal. When the time is up, it fails at once with the reason of the
 * last failure.
 *
 * @param budgetMs the time that all attempts have, in milliseconds
 * @param task gets the deadline, in milliseconds since 1970; returns true when nothing is left to do
 * @throws NodeApiError
 */
export async function attempt(
	context: IHookFunctions,
	budgetMs: number,
	task: (deadline: number) => Promise<boolean>,
): Promise<boolean> {
	const staticData = context.getWorkflowStaticData('node');
	const attempts = attemptsByStaticData.get(staticData) ?? { deadline: clock.now() + budgetMs };
	attemptsByStaticData.set(staticData, attempts);
	const { deadline, error } = attempts;
	const isOver = error !== undefined && clock.now() >= deadline;
	const run = isOver ? Promise.reject(error) : withNodeError(context, async () => await task(deadline));
	const isDone = await run.catch((reason: unknown) => {
		attempts.error = reason;
		throw reason;
	});
	if (isDone) attemptsByStaticData.delete(staticData);
	return isDone;
}
