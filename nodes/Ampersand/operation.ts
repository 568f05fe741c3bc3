import type { IDataObject, IHttpRequestMethods, INodePropertyOptions } from 'n8n-workflow';
import type { Action, ApiResponse } from '../shared/api';
import type { List, ListOptions } from '../shared/transport/pagination';
import type { ParameterReader } from './parameters';

/** The query and body of an item's request, as the operation's routing declares them. */
export interface RequestDraft {
	qs: IDataObject;
	body: IDataObject;
}

/** What an operation can ask of the API while it processes one item. */
export interface ItemApi {
	/** Sends the request that the routing declares. */
	send(): Promise<ApiResponse>;
	/** Reads the list that the routing declares, page by page. */
	list(options: ListOptions): Promise<List>;
	/**
	 * Reads what the declared path names, before it is changed or deleted.
	 *
	 * @param noun what it is, such as 'connection'
	 * @returns undefined when it is gone and an earlier try of the execution may have deleted it
	 * @throws Failure when it can't be read
	 */
	readFirst(action: Action, noun: string): Promise<IDataObject | undefined>;
}

/** Processes an item whose parameters have been checked; returns its output items' JSON. */
export type ItemTask = (api: ItemApi) => Promise<IDataObject[]>;

/** One entry of the operation list, and everything that it does. */
export interface Operation {
	/** How the editor lists it, with the method and path template as `routing`. */
	option: INodePropertyOptions & {
		action: string;
		routing: { request: { method: IHttpRequestMethods; url: string } };
	};
	/** Names the operation in errors. */
	action: Action;
	/** False if repeating it does harm; default true (RFC 9110, section 9.2.2). */
	idempotent?: boolean;
	/** Custom readers for routed fields, by path; undefined leaves a field out. */
	convert?: Record<string, (p: ParameterReader, path: string) => unknown>;
	/** Names what only one task at a time may work with, in all executions of the process; undefined for no limit. */
	lock?: (p: ParameterReader) => string | undefined;
	/**
	 * Reads and checks the item's parameters, before anything is sent.
	 *
	 * @param p the item's parameters
	 * @param request what the routing gathered, with every field read as its declaration says; may be completed
	 * @throws Failure when a parameter can't be used
	 */
	prepare(p: ParameterReader, request: RequestDraft): ItemTask;
}
