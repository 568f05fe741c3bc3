import type { IHookFunctions } from 'n8n-workflow';
import { clock } from '../shared/transport/clock';
import type { WebhookLocation } from './staticData';
import { webhookUrl } from './webhookName';

/**
 * How long publishing or unpublishing may take, in milliseconds, with all attempts that n8n makes, but without a rollback.
 * n8n 2.41 ends it after 84 seconds, of which its waits between the attempts take 15, and then shows no reason.
 */
const BUDGET_MS = 45_000;

/** How soon n8n goes on from removing a workflow's old version to activating the new one, in milliseconds. */
const CONTINUATION_MS = 1_000;

/** What the calls have in common that n8n makes to publish or unpublish a workflow. */
interface Publication {
	/** In milliseconds since 1970. */
	deadline: number;
	/** The same object in all attempts of n8n 2.41. */
	staticData: object;
	failure?: { reason: unknown; at: number; phase: Phase };
	/** Set until n8n cleans up after a failed activation, with what that couldn't roll back. */
	cleanup?: { leftover?: WebhookLocation };
}

type Phase = 'activation' | 'removal';

/** Those under way and those that have failed, by the webhook's URL. */
const publications = new Map<string, Publication>();

/**
 * Runs a call that n8n makes to publish or unpublish a workflow. When the time is up, it fails at once with the reason of
 * the last failure.
 *
 * @param task gets the deadline, in milliseconds since 1970; returns true when nothing is left to do
 */
export async function publishing(
	context: IHookFunctions,
	phase: Phase,
	task: (deadline: number) => Promise<boolean>,
): Promise<boolean> {
	const url = webhookUrl(context);
	const publication = publicationOf(url, context.getWorkflowStaticData('node'));
	const { failure, deadline } = publication;
	const isOver = failure && clock.now() >= deadline;
	const isDone = await (isOver ? Promise.reject(failure.reason) : task(deadline)).catch((reason: unknown) => {
		publication.failure = { reason, at: clock.now(), phase };
		if (phase === 'activation') publication.cleanup ??= {};
		throw reason;
	});
	if (isDone) publications.delete(url);
	return isDone;
}

function publicationOf(url: string, staticData: object): Publication {
	const known = publications.get(url);
	const { at = 0, phase } = known?.failure ?? {};
	const goesOn = phase === 'removal' && clock.now() - at < CONTINUATION_MS;
	const isSame = known && (goesOn || known.staticData === staticData);
	const { deadline, failure } = isSame ? known : { deadline: clock.now() + BUDGET_MS };
	const publication: Publication = { deadline, failure, staticData };
	publications.set(url, publication);
	return publication;
}

/** Keeps what couldn't be rolled back until n8n cleans up after the failed activation. */
export function keepLeftover(context: IHookFunctions, leftover: WebhookLocation): void {
	const publication = publications.get(webhookUrl(context));
	if (publication) publication.cleanup = { leftover };
}

/** What a failed activation has left, when n8n cleans up after it; undefined when n8n's call has another reason. */
export function takeCleanup(context: IHookFunctions): Publication['cleanup'] {
	const publication = publications.get(webhookUrl(context));
	const cleanup = publication?.cleanup;
	if (publication) publication.cleanup = undefined;
	return cleanup;
}
