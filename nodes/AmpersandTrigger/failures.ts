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

/** The failure of an activation that couldn't be rolled back either. */
export function rollbackFailure(error: unknown, webhook: WebhookLocation): Failure {
	const { details } = toFailure(error);
	const hints = ["The registration couldn't be rolled back.", leftoverHint(webhook)];
	return new Failure({ ...details, hints: [...(details.hints ?? []), ...hints] });
}

/** The failure of a deactivation. n8n logs only its message, so that says what is left and where. */
export function removalFailure(failed: Array<{ webhook: WebhookLocation; error: unknown }>): Failure {
	const [{ details }] = failed.map(({ error }) => toFailure(error));
	const messages = failed.map(({ webhook: { name, projectIdOrName }, error }) => {
		const { message } = toFailure(error);
		return `Couldn't remove the webhook '${name}' from the project '${projectIdOrName}': ${message}`;
	});
	const hints = [
		...failed.map(({ webhook }) => leftoverHint(webhook)),
		'Activate and deactivate the workflow again to remove them, or delete them in Ampersand.',
	];
	return new Failure({
		...details,
		message: messages.join('\n'),
		hints: [...(details.hints ?? []), ...hints],
	});
}

function leftoverHint({ name, projectIdOrName }: WebhookLocation): string {
	return `A topic and a destination named '${name}' may remain in the project '${projectIdOrName}'.`;
}
