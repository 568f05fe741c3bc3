import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { ProblemIssue } from '../api';

/** What the person who built the workflow gets to read. */
export interface FailureDetails {
	/** What happened, in one sentence. */
	message: string;
	/** How to get unstuck, one hint per line. */
	description?: string;
	/** HTTP status of the response, if there was one. */
	status?: number;
	/** The API's ID of the request, for Ampersand's support. */
	requestId?: string;
	issues?: ProblemIssue[];
	/** The problem's causes, where the real reason often is. */
	causes?: string[];
	/** The request may have been processed although no response came. */
	outcomeUnknown?: boolean;
	/** Set when the input was rejected before any request: the message then names the item. */
	invalidInput?: true;
	/** n8n's context of an expression that it couldn't evaluate, from which the editor composes its explanation. */
	expressionError?: IDataObject;
}

/**
 * Anything that keeps an input item from its result: invalid input, an error response of the API, a network error.
 *
 * It holds only text that is safe to show. The requests, responses, and HTTP client errors behind it carry
 * credentials and are never attached.
 */
export class Failure extends Error {
	override readonly name = 'Failure';

	/** For n8n, which shows it if it wraps the failure itself, as it does for its HTTP Request node. */
	readonly description?: string;

	constructor(readonly details: FailureDetails) {
		super(details.message);
		this.description = details.description;
	}

	/** Whether the API's own words (message, causes, issues) match a pattern. */
	says(pattern: RegExp): boolean {
		const { message, causes = [], issues = [] } = this.details;
		const words = [
			message,
			...causes,
			...issues.map(({ title, detail, name }) => [title, detail, name].join(' ')),
		];
		return words.some((text) => pattern.test(text));
	}

	/** The same failure with its first cause in the message, for the places where n8n shows nothing but a message. */
	withCause(): Failure {
		const { message, causes } = this.details;
		const cause = causes?.at(0);
		if (!cause || message.toLowerCase().includes(cause.toLowerCase())) return this;
		return new Failure({ ...this.details, message: `${message.replace(/\.$/, '')}: ${cause}` });
	}

	/** The same failure with one more line on how to get unstuck. */
	withHint(hint: string | undefined): Failure {
		if (!hint) return this;
		const lines = (this.details.description ?? '').split('\n').filter(Boolean);
		const end = lines.findIndex((line) => line.startsWith('Request ID: '));
		lines.splice(end < 0 ? lines.length : end, 0, hint);
		return new Failure({ ...this.details, description: lines.join('\n') });
	}
}

/**
 * The failure of an item whose input is rejected before any request.
 *
 * @param label the parameter's name as the editor shows it
 * @param reason completes the sentence "The parameter 'Connection' …"
 * @param hint how to fix it
 */
export function invalidParameter(label: string, reason: string, hint?: string): Failure {
	return new Failure({
		message: `The parameter '${label}' ${reason}`,
		description: hint,
		invalidInput: true,
	});
}

/** Any thrown value as a failure: one of ours as it is, another one with its message only. */
export function toFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	return new Failure({ message: error instanceof Error ? error.message : String(error) });
}

/**
 * Message and description as one text, for the places where n8n shows nothing but a message.
 */
export function fullMessage({ details: { message, description = '' } }: Failure): string {
	return [message, ...description.split('\n')].flatMap(asSentence).join(' ');
}

/** The line with a full stop, because n8n's editor shows line breaks as spaces; nothing for an empty line. */
export function asSentence(line: string | undefined): string[] {
	if (!line) return [];
	return [/[.!?:;…]$/.test(line) ? line : `${line}.`];
}

/**
 * The only error that a node throws: n8n's `NodeApiError` with our text unchanged.
 *
 * `NodeApiError` replaces a message that contains a code it knows (such as 'EPERM'), so message and description are
 * set again after construction. The node is attached without its parameters, because those hold secrets and n8n saves
 * the error with the execution.
 *
 * @param node the node that failed
 * @param failure what happened
 * @param itemIndex the input item that failed, counted from 0
 */
export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { description, status, requestId, expressionError } = failure.details;
	const message = messageFor(failure, itemIndex);
	const { resource, operation } = node.parameters;
	const error = new NodeApiError(
		{ ...node, parameters: { resource, operation } },
		{},
		{ message, description, httpCode: status?.toString(), itemIndex },
	);
	error.message = message;
	error.description = description;
	error.messages = [];
	error.stack = `${error.name}: ${message}`;
	Object.assign(error.context, expressionError, { requestId });
	return error;
}

/**
 * The output item of a failed input item when the node continues on error.
 *
 * n8n recognizes a failed item by its keys `error` and `details`. Older n8n (up to some version after 2.30) recognizes
 * it only by an `error` next to `json`, but overwrites `json` if it sees that later. A non-enumerable `error` is
 * visible when n8n routes items and lost when it copies them.
 *
 * @param separate whether failed items have an output of their own
 */
export function toErrorItem(failure: Failure, itemIndex: number, separate: boolean): INodeExecutionData {
	const { description, status, requestId, issues } = failure.details;
	const details: IDataObject = {};
	if (status !== undefined) details.httpCode = status.toString();
	if (description) details.description = description;
	if (requestId) details.requestId = requestId;
	if (issues?.length) details.issues = issues;
	const item = { json: { error: messageFor(failure, itemIndex), details }, pairedItem: { item: itemIndex } };
	return separate ? Object.defineProperty(item, 'error', { value: failure, enumerable: false }) : item;
}

function messageFor({ details }: Failure, itemIndex?: number): string {
	const namesItem = details.invalidInput && itemIndex !== undefined;
	return namesItem ? `${details.message} [item ${itemIndex}]` : details.message;
}
