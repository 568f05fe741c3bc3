import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from '../shared/api';
import { invalidResponse, unexpectedResponse } from '../shared/errors/apiError';
import { Failure } from '../shared/errors/failure';
import { projectField } from '../shared/fields';
import { apiRequest, apiRequestAllItems } from '../shared/transport/apiRequest';
import { encodePathValue, isObject, optionalString } from '../shared/values';
import type { RequestContext } from '../shared/transport/request';

/** What a webhook consists of in Ampersand: its path in the API, and its label in messages. */
const KINDS = {
	destination: { path: 'destinations', label: 'webhook destination' },
	topic: { path: 'topics', label: 'notification topic' },
	eventRoute: { path: 'notification-event-topic-routes', label: 'event route' },
	destinationRoute: { path: 'topic-destination-routes', label: 'destination route' },
} as const;

export type Kind = keyof typeof KINDS;

/** The part of a webhook destination that the trigger needs. */
export interface Destination {
	id: string;
	url?: string;
	/** With or without the prefix `whsec_`. */
	signingSecret?: string;
}

/** The destinations, topics, and routes of a project. Every method throws a Failure when a request fails. */
export class NotificationsApi {
	private readonly root: string;

	/**
	 * @param context where in n8n the requests are made
	 * @param projectIdOrName the project, as the user chose it
	 * @throws Failure when there is no project
	 */
	constructor(
		private readonly context: RequestContext,
		projectIdOrName: unknown,
	) {
		this.root = `/projects/${encodePathValue(projectIdOrName, projectField.displayName)}`;
	}

	/**
	 * The webhook destination with a name, and its signing secret (API operation `getDestination`).
	 *
	 * GET takes the name, PATCH and DELETE take the ID. `secrets.webhookSigningKey` is assumed to be the key of Svix's
	 * scheme, as Ampersand's guide suggests.
	 *
	 * @param options as for any request; `timeout` in milliseconds
	 */
	async getDestination(
		name: string,
		options: { maxRetries?: number; timeout?: number } = {},
	): Promise<Destination | undefined> {
		const action = actionFor('get', 'destination');
		const path = `${this.root}/${KINDS.destination.path}/${encodeURIComponent(name)}`;
		const qs = { includeSecrets: true };
		const response = await ignoreNotFound(apiRequest(this.context, 'GET', path, action, { qs, ...options }));
		if (!response) return undefined;
		const body = objectIn(response, action);
		const { metadata, secrets } = body as { metadata?: IDataObject; secrets?: IDataObject };
		return {
			id: idIn(body, response, action),
			url: optionalString(metadata?.url),
			signingSecret: optionalString(secrets?.webhookSigningKey),
		};
	}

	/** Everything of a kind; the filter is sent as the query and also applied to the response. */
	async list(kind: Kind, filter: Record<string, string> = {}): Promise<IDataObject[]> {
		const path = `${this.root}/${KINDS[kind].path}`;
		const entries = await apiRequestAllItems(this.context, path, actionFor('list', kind), filter);
		return entries.filter((entry) => Object.entries(filter).every(([key, value]) => entry[key] === value));
	}

	/** Creates one and returns its ID. */
	async create(kind: Kind, body: IDataObject): Promise<string> {
		const action = actionFor('create', kind);
		const path = `${this.root}/${KINDS[kind].path}`;
		// Not retried: after a lost response the whole activation is rolled back.
		const response = await apiRequest(this.context, 'POST', path, action, { body, idempotent: false });
		return idIn(objectIn(response, action), response, action);
	}

	/** Deletes one; already deleted counts as success. */
	async delete(kind: Kind, id: unknown): Promise<void> {
		const path = `${this.root}/${KINDS[kind].path}/${encodePathValue(id, `ID of the ${KINDS[kind].label}`)}`;
		await ignoreNotFound(apiRequest(this.context, 'DELETE', path, actionFor('delete', kind)));
	}
}

/** The result of a task, or undefined if the API responds that something doesn't exist. */
export async function ignoreNotFound<T>(task: Promise<T>): Promise<T | undefined> {
	return await task.catch((error: unknown) => {
		if (error instanceof Failure && error.details.status === 404) return undefined;
		throw error;
	});
}

function actionFor(verb: 'get' | 'list' | 'create' | 'delete', kind: Kind): Action {
	return {
		label: `${verb} the ${KINDS[kind].label}${verb === 'list' ? 's' : ''}`,
		notFoundHint: `Check '${projectField.displayName}': it must be a project that this API key belongs to.`,
	};
}

function objectIn(response: ApiResponse, action: Action): IDataObject {
	if (isObject(response.body)) return response.body;
	throw unexpectedResponse(response, action, 'an object');
}

function idIn(body: IDataObject, response: ApiResponse, action: Action): string {
	const id = optionalString(body.id);
	if (id !== undefined) return id;
	throw invalidResponse(response, `Couldn't ${action.label}: the response has no ID`);
}
