/** What a user gets when something goes wrong, and what it costs. */
export interface Outcome {
	/** Part of the error's message; undefined where the node succeeds all the same. */
	error?: string;
	/** Status that the error carries. */
	httpCode?: number;
	/** How many requests were made, with the two retries that these tests allow. */
	requests: number;
	/** Waits between them, in milliseconds, where the fault names them. */
	waits?: number[];
}

/** Retries that the node is allowed in these tests. */
export const RETRIES = 2;

/** Which operations a fault meets, as far as they differ in what becomes of it. */
export type Kind = 'reads' | 'lists' | 'creates' | 'changes' | 'deletes' | 'links';

/** Our operations by how they take a fault. */
export const OPERATIONS: Record<string, Kind> = {
	getAll: 'lists',
	get: 'reads',
	generate: 'creates',
	update: 'changes',
	delete: 'deletes',
	oauthConnect: 'links',
	oauthUpdate: 'links',
};
