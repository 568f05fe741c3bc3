import type { Fault } from '../../../emulator';

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

/** An operation of each group. */
export const OPERATIONS: Record<string, Kind> = {
	getAll: 'lists',
	get: 'reads',
	generate: 'creates',
	update: 'changes',
	delete: 'deletes',
	oauthConnect: 'links',
};

/** Whether it may be repeated, and how its response is read, is all in which an operation differs from the others. */
export const EXAMPLES: Kind[] = ['creates', 'lists'];

/** One way in which things go wrong. */
export interface FaultRow {
	name: string;
	/** What the emulator does. */
	fault?: Fault;
	/** The server that takes the emulator's place. */
	server?: 'closed' | 'unknown' | 'selfSigned' | 'noHandshake' | 'noTls' | 'timeout';
	/** What the user gets. */
	outcome(kind: Kind, label: string): Outcome;
	/** The operations that the fault can affect; default all. */
	only?: Kind[];
	/** Whether another row shows how it affects each operation, so that this one is tested with those of `EXAMPLES` only. */
	isVariant?: boolean;
}
