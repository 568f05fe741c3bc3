/** A mutant that changes nothing that can be seen from outside. */
interface Unseen {
	file: string;
	/** The code before and after the mutation; lines are joined by a space. */
	code: string;
	replacement: string;
	reason: string;
}

/** The mutants of the critical files that no test can see, and why. */
export const UNSEEN: readonly Unseen[] = [];
