import type { IDataObject } from 'n8n-workflow';
import type { Action } from '../shared/api';

/** What the declared routing has gathered of a request, to be finished before it is sent. */
export interface Draft {
	qs: IDataObject;
	body: IDataObject;
}

/** What the node's user has set, for the input item at hand. */
export interface Input {
	/** Reads a parameter; of a resource locator, its value. */
	parameter(name: string, fallback?: unknown): unknown;
	/** The workflow's time zone, such as `Europe/Berlin`. */
	timezone(): string;
	/** Whether an AI agent runs the node as a tool. */
	isTool: boolean;
}

/** What an operation does beyond what its routing declares. */
export interface Operation {
	purpose: Action;
	/** What a good answer holds. */
	answer: 'connection' | 'connections' | 'url' | 'nothing';
	/** Whether the user chooses how much of a connection to return. */
	shaped?: boolean;
	/** False when carrying it out twice does harm; default true. */
	repeatable?: boolean;
	/**
	 * Finishes the request: checks, converts, leaves out what is empty.
	 *
	 * @throws Failure when an input cannot be used
	 */
	prepare?(draft: Draft, input: Input): void;
}
