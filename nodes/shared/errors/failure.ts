import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { ProblemIssue } from '../api';

/** What the person who built the workflow gets to read. */
interface FailureDetails {
	/** What happened and why, in one sentence: agents, n8n's log, and parent workflows see nothing else. */
	message: string;
	/** How to get unstuck, the most useful first. */
	hints?: Array<string | undefined>;
	/** HTTP status of the response, if there was one. */
	status?: number;
	/** Whether a 404 that looks like the API's says that something doesn't exist. */
	isMissing?: boolean;
	/** The API's ID of the request, for Ampersand's support. */
	requestId?: string;
	issues?: ProblemIssue[];
	/** The request may have been processed although no response confirms it. */
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

	/** The hints in one paragraph; n8n reads it if it wraps the failure itself, as for its HTTP Request node. */
	readonly description?: string;

	constructor(readonly details: FailureDetails) {
		super(details.message);
		const { hints = [], requestId } = details;
		const sentences = [...new Set(hints.flatMap(asSentence))];
		if (requestId) sentences.push(`Request ID: ${requestId}`);
		if (sentences.length) this.description = sentences.join(' ');
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
	return new Failure({ message: `The parameter '${label}' ${reason}`, hints: [hint], invalidInput: true });
}

/** Any thrown value as a failure: one of ours as it is, another one with its message and description only. */
export function toFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const { message, description } = error as { message?: unknown; description?: unknown };
	return new Failure({
		message: typeof message === 'string' ? message : String(error),
		hints: typeof description === 'string' ? [description] : [],
	});
}

/** Message and description as one text, for the places where n8n shows nothing but a message. */
export function fullMessage({ message, description = '' }: Failure): string {
	return [message, description].flatMap(asSentence).join(' ');
}

/** The text with a period at its end; nothing for an empty text. */
function asSentence(text: string | undefined): string[] {
	if (!text) return [];
	return [/[.!?:;…]$/.test(text) ? text : `${text}.`];
}

/**
 * The only error that a node throws: n8n's `NodeApiError` with our text unchanged.
 *
 * `NodeApiError` replaces a message that contains a code it knows (such as 'EPERM'), so message and description are
 * set again after construction. The node is attached without its parameters, because those hold secrets and n8n saves
 * the error with the execution.
 *
 * @param itemIndex the input item that failed, counted from 0
 */
export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { status, requestId, expressionError } = failure.details;
	const { description } = failure;
	const message = messageFor(failure, itemIndex, isTool(node));
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
 * n8n recognizes a failed item by its keys `error` and `details`. n8n 2.30 and earlier recognizes it only
 * by an `error` next to `json`, but overwrites `json` if `error` is still there later. A non-enumerable `error` is
 * visible when n8n routes items and lost when it copies them.
 *
 * @param separate whether failed items have an output of their own
 * @param forTool whether an AI agent gets to read it
 */
export function toErrorItem(
	failure: Failure,
	itemIndex: number,
	separate: boolean,
	forTool: boolean,
): INodeExecutionData {
	const { status, requestId, issues } = failure.details;
	const details: IDataObject = {};
	if (status !== undefined) details.httpCode = status.toString();
	if (failure.description) details.description = failure.description;
	if (requestId) details.requestId = requestId;
	if (issues?.length) details.issues = issues;
	const error = messageFor(failure, itemIndex, forTool);
	const item = { json: { error, details }, pairedItem: { item: itemIndex } };
	return separate ? Object.defineProperty(item, 'error', { value: failure, enumerable: false }) : item;
}

/** Whether an AI agent runs the node as its tool: n8n gives the node's type another name then. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/** The message, with the item if it is about its input; an agent knows nothing of items. */
function messageFor({ details }: Failure, itemIndex: number | undefined, forTool: boolean): string {
	const namesItem = details.invalidInput && itemIndex !== undefined && !forTool;
	return namesItem ? `${details.message} [item ${itemIndex}]` : details.message;
}
