import type { IDataObject, IHttpRequestMethods, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Action, ApiResponse } from '../shared/api';
import type { ProviderInfo } from '../shared/provider';
import type { List, ListOptions } from '../shared/transport/pagination';
import type { ParameterReader } from './parameters';
import type { OutputDeclaration } from './resources/common/output';

/** The query and body of an item's request, as the operation's routing declares them. */
export interface RequestDraft {
	qs: IDataObject;
	body: IDataObject;
}

/** A request besides the one that the routing declares. */
export interface OtherRequest {
	/** Names the request in errors. */
	action: Action;
	/** Default GET. */
	method?: IHttpRequestMethods;
	/** Path relative to the base URL, with encoded values. */
	url: string;
	qs?: IDataObject;
	body?: IDataObject;
}

/** What an operation can do while it processes one item. */
export interface ItemApi {
	/** Sends the request that the routing declares, or another one. */
	send(other?: OtherRequest): Promise<ApiResponse>;
	/** Reads the list that the routing declares, or another one, page by page. */
	list(options: ListOptions, other?: OtherRequest): Promise<List>;
	/**
	 * Reads what the declared path names, before it is changed or deleted.
	 *
	 * @param noun what it is, such as 'connection'
	 * @returns undefined when it is gone and an earlier try of the execution may have deleted it
	 * @throws Failure when it can't be read
	 */
	readFirst(action: Action, noun: string): Promise<IDataObject | undefined>;
	/** Ampersand's providers by name, read once per run; empty when they can't be read. */
	catalog(): Promise<Map<string, ProviderInfo>>;
	/** Shows a hint beside the run's output, where n8n can. */
	showHint(message: string): void;
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
	/** Its own parameters, which the editor shows after those that the path names. */
	fields: INodeProperties[];
	/** Its own entries of the collection 'Options'. */
	options?: INodeProperties[];
	/** What can be returned, if that can be chosen. */
	output?: OutputDeclaration;
	/** The API of Ampersand that serves it, if it isn't the one of the base URL (`servers` of the API's description). */
	host?: 'read';
	/** False if repeating it does harm; default true (RFC 9110, section 9.2.2). */
	idempotent?: boolean;
	/** The option that keeps a second run from repeating what the first has done. */
	repeatOption?: string;
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
