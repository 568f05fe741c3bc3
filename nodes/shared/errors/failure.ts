import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { ProblemIssue } from '../api';

/** What can be said of a failure, in words for the person who built the workflow. */
export interface FailureDetails {
	/** What happened, in one sentence. */
	message: string;
	/** How to get unstuck, one line a hint. */
	description?: string;
	/** HTTP status of the response, where there was one. */
	status?: number;
	requestId?: string;
	issues?: ProblemIssue[];
	/** The input was refused before any request: the message then names the item. */
	invalidInput?: true;
}

/**
 * Anything that keeps an input item from its result: refused input, a problem answered by the API, a network
 * fault. It holds nothing but text that may be shown; what it was made from (requests, responses, errors of the
 * HTTP client, all of which carry credentials) stays behind.
 */
export class Failure extends Error {
	override readonly name = 'Failure';

	constructor(readonly details: FailureDetails) {
		super(details.message);
	}
}

/** A failure that came before any request: `where` names the parameter as the editor shows it. */
export function invalidParameter(where: string, reason: string, hint?: string): Failure {
	return new Failure({
		message: `The parameter "${where}" ${reason}`,
		description: hint,
		invalidInput: true,
	});
}

/**
 * The one error that a node throws: n8n's `NodeApiError`, with our words kept as they are.
 *
 * `NodeApiError` replaces messages that contain a code it knows (such as 'EPERM'), so they are set again after
 * construction. The node goes along without its parameters: those hold secrets, and n8n saves the error with the
 * execution.
 *
 * @param node the node that failed
 * @param failure what happened
 * @param itemIndex the input item that it happened to, from 0
 */
export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { description, status, requestId } = failure.details;
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
	if (requestId) error.context.requestId = requestId;
	return error;
}

/**
 * The item that stands for a failed input item when the node goes on after an error.
 *
 * With the keys `error` and `details` alone n8n takes the item for a failed one. Before some version after 2.20 it
 * knows a failed item only by `error` beside `json`, and puts the message in place of `json` if it sees that later
 * on: so `error` is there for the one look that sorts items by output, and not for the copy that is made then.
 *
 * @param separate whether failed items leave by an output of their own
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

function messageFor({ details: facts }: Failure, itemIndex?: number): string {
	return facts.invalidInput && itemIndex !== undefined
		? `${facts.message} [item ${itemIndex}]`
		: facts.message;
}
