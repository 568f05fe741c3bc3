import { Failure } from '../../nodes/shared/errors/failure';

/**
 * The failure that a function throws.
 *
 * @throws Error if it throws none
 */
export function thrownBy(read: () => unknown): Failure {
	try {
		read();
	} catch (error) {
		if (error instanceof Failure) return error;
	}
	throw new Error('Expected a failure');
}
