import { Failure } from '../shared/errors/failure';

/**
 * A failure that one more request may help to explain.
 *
 * That request is left to the code that handles the failure, so that the run can stop first.
 */
class ExplainableFailure extends Failure {
	constructor(
		failure: Failure,
		readonly findHint: () => Promise<string | undefined>,
	) {
		super(failure.details);
	}
}

/**
 * Lets a failure be explained later.
 *
 * @param findHint asks the API for more; never called while the run may still send anything else
 */
export function explainLater(failure: Failure, findHint: () => Promise<string | undefined>): Failure {
	return new ExplainableFailure(failure, findHint);
}

/** The failure with its explanation, if it has one. */
export async function explain(failure: Failure): Promise<Failure> {
	return failure instanceof ExplainableFailure ? failure.withHint(await failure.findHint()) : failure;
}
