import type { IDataObject } from 'n8n-workflow';
import type { Action, ApiResponse } from '../shared/api';
import { unexpectedResponse } from '../shared/errors/invalidResponse';
import { Failure } from '../shared/errors/failure';
import { CHECK_PROJECT } from '../shared/errors/hints';
import { projectField } from '../shared/fields';
import { apiRequest, apiRequestAllItems, type ApiRequestOptions } from '../shared/transport/apiRequest';
import type { RequestContext } from '../shared/transport/request';
import { encodePathValue, isObject, optionalString } from '../shared/values';

/** What a webhook consists of in Ampersand: its path in the API, and its label in messages. */
const KINDS = {
	destination: { path: 'destinations', label: 'webhook destination' },
	topic: { path: 'topics', label: 'notification topic' },
	eventRoute: { path: 'notification-event-topic-routes', label: 'event route' },
	destinationRoute: { path: 'topic-destination-routes', label: 'destination route' },
} as const;

export type Kind = keyof typeof KINDS;

/** The timeout of one request, in milliseconds. */
const TIMEOUT_MS = 15_000;

const MAX_DELETED = 10_000;

/** The IDs that this process has deleted lately, which the API's lists may still have. */
const deleted = new Set<unknown>();

/** The part of a webhook destination that the trigger needs. */
export interface Destination {
	id: string;
	url?: string;
	/** With or without the prefix `whsec_`. */
	signingSecret?: string;
	/** Whether its secret is known, or will be: the API may not return a new destination yet. */
	isUsable: boolean;
}

/** The destinations, topics, and routes of a project. Every method throws a Failure when a request fails. */
export class NotificationsApi {
	/** What this object has created. It counts at once, because the API's lists may lag behind. */
	readonly created: Array<{ kind: Kind; entry: IDataObject }> = [];

	/** The options are those of each request. */
	constructor(
		private readonly context: RequestContext,
		private readonly projectIdOrName: unknown,
		private readonly options: ApiRequestOptions,
	) {}

	/**
	 * The webhook destination with a name, and its signing secret (API operation `getDestination`).
	 *
	 * GET takes the name, PATCH and DELETE take the ID. `secrets.webhookSigningKey` is assumed to be the key of Svix's
	 * scheme, as Ampersand's guide suggests.
	 */
	async getDestination(name: string): Promise<Destination | undefined> {
		const more = { qs: { includeSecrets: true } };
		const body = await ignoreNotFound(this.requestOne('GET', 'destination', [name], more));
		const found = body ?? this.ownEntries('destination').at(-1);
		if (!found || deleted.has(found.id)) return undefined;
		const { metadata, secrets } = found as { metadata?: IDataObject; secrets?: IDataObject };
		const url = optionalString(metadata?.url);
		const signingSecret = optionalString(secrets?.webhookSigningKey);
		return { id: String(found.id), url, signingSecret, isUsable: signingSecret !== undefined || !body };
	}

	/** Everything of a kind; the filter is sent as the query and also applied to the response. */
	async list(kind: Kind, filter: Record<string, string> = {}): Promise<IDataObject[]> {
		const options = { timeout: TIMEOUT_MS, ...this.options };
		const action = actionFor('list', kind);
		const listed = await apiRequestAllItems(this.context, this.path(kind), action, filter, options);
		const unlisted = this.ownEntries(kind).filter(({ id }) => !listed.some((entry) => entry.id === id));
		return [...listed, ...unlisted].filter(
			(entry) => !deleted.has(entry.id) && Object.keys(filter).every((key) => entry[key] === filter[key]),
		);
	}

	/** The topic with a name: the one that this object has created, or else one of the project. */
	async findTopic(name: string): Promise<IDataObject | undefined> {
		return this.ownEntries('topic').at(-1) ?? (await this.list('topic')).find((topic) => topic.name === name);
	}

	/** The routes from events to a topic, and from the topic to destinations. */
	async listRoutes(topicId: string): Promise<{ eventRoute: IDataObject[]; destinationRoute: IDataObject[] }> {
		const lists = [this.list('eventRoute', { topicId }), this.list('destinationRoute', { topicId })];
		const [eventRoute, destinationRoute] = await Promise.all(lists);
		return { eventRoute, destinationRoute };
	}

	/** Creates one and returns it. It isn't retried: after a lost response, what is there must be read first. */
	async create(kind: Kind, body: IDataObject): Promise<IDataObject> {
		const entry = { ...body, ...(await this.requestOne('POST', kind, [], { body, idempotent: false })) };
		this.created.push({ kind, entry });
		return entry;
	}

	/** Deletes one; already deleted counts as success. */
	async delete(kind: Kind, id: unknown): Promise<void> {
		const path = encodePathValue(id, `ID of the ${KINDS[kind].label}`);
		const response = await ignoreNotFound(this.request('DELETE', kind, [path]));
		if (deleted.size >= MAX_DELETED) deleted.clear();
		// Not after any 404, which may be a proxy's; but another process may delete what this one has created.
		if (response || this.created.some(({ entry }) => entry.id === id)) deleted.add(id);
	}

	/** What this object has created and not deleted, of one kind or of all. */
	ownEntries(wanted?: Kind): IDataObject[] {
		const own = this.created.filter(({ kind, entry }) => kind === (wanted ?? kind) && !deleted.has(entry.id));
		return own.map(({ entry }) => entry);
	}

	/** Sends a request whose response is an object with an ID. */
	private async requestOne(
		method: 'GET' | 'POST',
		kind: Kind,
		id: string[],
		more: object,
	): Promise<IDataObject> {
		const response = await this.request(method, kind, id, more);
		const { body } = response;
		if (isObject(body) && optionalString(body.id) !== undefined) return body;
		throw unexpectedResponse(response, actionFor(VERBS[method], kind), 'an object with an ID');
	}

	private async request(
		method: keyof typeof VERBS,
		kind: Kind,
		id: string[],
		more: object = {},
	): Promise<ApiResponse> {
		const options = { timeout: TIMEOUT_MS, ...this.options, ...more };
		return await apiRequest(
			this.context,
			method,
			this.path(kind, ...id),
			actionFor(VERBS[method], kind),
			options,
		);
	}

	private path(kind: Kind, ...id: string[]): string {
		const project = encodePathValue(this.projectIdOrName, projectField.displayName);
		return ['/projects', project, KINDS[kind].path, ...id].join('/');
	}
}

const VERBS = { GET: 'get', POST: 'create', DELETE: 'delete' } as const;

/** The result of a task, or undefined if the API responds that something doesn't exist. */
async function ignoreNotFound<T>(task: Promise<T>): Promise<T | undefined> {
	return await task.catch((error: unknown) => {
		if (error instanceof Failure && error.details.status === 404) return undefined;
		throw error;
	});
}

function actionFor(verb: string, kind: Kind): Action {
	return {
		label: `${verb} the ${KINDS[kind].label}${verb === 'list' ? 's' : ''}`,
		notFoundHint: CHECK_PROJECT,
	};
}
