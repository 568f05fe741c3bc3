/** What the user gets when something goes wrong, and how many requests it takes. */
export interface Outcome {
	/** Part of the error's message; undefined if the node still succeeds. */
	error?: string;
	/** HTTP status of the error. */
	httpCode?: number;
	/** Number of requests, with the two retries that these tests allow. */
	requests: number;
	/** Waits between the requests, in milliseconds, if the fault determines them. */
	waits?: number[];
}

/** Value of 'Max Retries' in these tests. */
export const RETRIES = 2;

/** Groups of operations that differ in how a fault affects them. */
export type Kind = 'reads' | 'lists' | 'creates' | 'changes' | 'deletes' | 'links';

/** The group of each operation. */
export const OPERATIONS: Record<string, Kind> = {
	getAll: 'lists',
	get: 'reads',
	generate: 'creates',
	update: 'changes',
	delete: 'deletes',
	oauthConnect: 'links',
	oauthUpdate: 'links',
};
