import { Failure, toFailure } from '../shared/errors/failure';
import type { WebhookLocation } from './staticData';

/**
 * The failure of an activation, whose message and description each give the whole reason: n8n 2.41 shows only the message,
 * n8n 1 and 2.0 only the description.
 */
export function activationFailure(error: unknown): Failure {
	const { details } = toFailure(error);
	return new Failure({ ...details, hints: [details.message, ...(details.hints ?? [])] });
}

/** A webhook that couldn't be removed, and why. */
export interface FailedRemoval {
	webhook: WebhookLocation;
	error: unknown;
}

/** The failure of a removal. n8n logs only its message, so that says what is left and where. */
export function removalFailure(failed: FailedRemoval[]): Failure {
	const [{ details }] = failed.map(({ error }) => toFailure(error));
	const messages = failed.map(({ webhook: { name, projectIdOrName }, error }) => {
		const { message } = toFailure(error);
		return `Couldn't remove the webhook '${name}' from the project '${projectIdOrName}': ${message}`;
	});
	const hints = [
		...failed.map(({ webhook }) => leftoverHint(webhook)),
		'Publish and unpublish the workflow again to remove them, or delete them in Ampersand.',
	];
	const message = messages.join('\n');
	return new Failure({ ...details, message, hints: [...(details.hints ?? []), ...hints] });
}

/** What may remain of a webhook that couldn't be removed. */
export function leftoverHint({ name, projectIdOrName }: WebhookLocation): string {
	return `A topic and a destination named '${name}' may remain in the project '${projectIdOrName}'.`;
}

/** Why a webhook of another host isn't removed, and how to do that. */
export function foreignWebhookMessage({ name, url, projectIdOrName }: WebhookLocation): string {
	return (
		`The webhook '${name}' in the project '${projectIdOrName}' is registered for ${url}, which isn't this n8n instance, ` +
		"so it was left unchanged. If that instance doesn't exist any more, delete the webhook's topic and destination in Ampersand."
	);
}
