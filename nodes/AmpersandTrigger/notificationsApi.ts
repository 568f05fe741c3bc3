import type { IDataObject } from 'n8n-workflow';
import { apiRequest, apiRequestAllItems } from '../shared/transport/apiRequest';
import { Failure } from '../shared/errors/failure';
import { encodePathValue } from '../shared/transport/path';
import type { ApiResponse, Action } from '../shared/api';
import { unexpectedResponse } from '../shared/errors/apiError';
import { projectField } from '../shared/projectField';
import type { RequestContext } from '../shared/transport/request';

/** What a registration consists of at Ampersand: where it lives in the API, and how it is called in an error. */
const KINDS = {
	destination: { path: 'destinations', word: 'webhook destination' },
	topic: { path: 'topics', word: 'notification topic' },
	eventRoute: { path: 'notification-event-topic-routes', word: 'route from event to topic' },
	destinationRoute: { path: 'topic-destination-routes', word: 'route from topic to destination' },
} as const;

export type Kind = keyof typeof KINDS;

/** A webhook destination, as far as it matters here. */
export interface Destination {
	id: string;
	url?: string;
	/** Present when the API gave it; with or without `whsec_` before it. */
	signingSecret?: string;
}

/** A project's destinations, topics and routes, through the API. Every method throws a Failure when the API does. */
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
	 * The webhook destination of a name, with its signing secret (API operation `getDestination`).
	 *
	 * The description has GET take the name where PATCH and DELETE take the ID. It names
	 * `secrets.webhookSigningKey`; that this is the key of Svix's scheme is assumed from Ampersand's guide.
	 */
	async getDestination(name: string): Promise<Destination | undefined> {
		const purpose = actionFor('read', 'destination');
		const path = `${this.root}/${KINDS.destination.path}/${encodeURIComponent(name)}`;
		const qs = { includeSecrets: true };
		const answer = await ignoreNotFound(apiRequest(this.context, 'GET', path, purpose, { qs }));
		if (!answer) return undefined;
		const body = objectIn(answer, purpose);
		const { metadata, secrets } = body as { metadata?: IDataObject; secrets?: IDataObject };
		return {
			id: idIn(body, answer, purpose),
			url: textIn(metadata?.url),
			signingSecret: textIn(secrets?.webhookSigningKey),
		};
	}

	/** Everything of a kind; `narrow` is sent as query and applied to what comes back. */
	async list(kind: Kind, narrow: Record<string, string> = {}): Promise<IDataObject[]> {
		const purpose = actionFor('list', kind);
		const found = await apiRequestAllItems(this.context, `${this.root}/${KINDS[kind].path}`, purpose, narrow);
		return found.filter((entry) => Object.entries(narrow).every(([key, value]) => entry[key] === value));
	}

	/** Makes one and gives its ID. */
	async create(kind: Kind, body: IDataObject): Promise<string> {
		const purpose = actionFor('create', kind);
		const path = `${this.root}/${KINDS[kind].path}`;
		// Twice would be once too often: after a lost answer the whole registration is taken back.
		const answer = await apiRequest(this.context, 'POST', path, purpose, { body, idempotent: false });
		return idIn(objectIn(answer, purpose), answer, purpose);
	}

	/** Removes one; that it is gone already is as good. */
	async delete(kind: Kind, id: unknown): Promise<void> {
		const path = `${this.root}/${KINDS[kind].path}/${encodePathValue(id, `ID of the ${KINDS[kind].word}`)}`;
		await ignoreNotFound(apiRequest(this.context, 'DELETE', path, actionFor('remove', kind)));
	}
}

/** What a task gives, or undefined when what it is about does not exist. */
export async function ignoreNotFound<T>(task: Promise<T>): Promise<T | undefined> {
	return await task.catch((error: unknown) => {
		if (error instanceof Failure && error.details.status === 404) return undefined;
		throw error;
	});
}

function actionFor(deed: string, kind: Kind): Action {
	return {
		label: `${deed} the ${KINDS[kind].word}${deed === 'list' ? 's' : ''}`,
		notFoundHint: 'Check the project of the trigger and the API key in its credential.',
	};
}

function objectIn(answer: ApiResponse, purpose: Action): IDataObject {
	const { body } = answer;
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as IDataObject;
	throw unexpectedResponse(answer, purpose, 'what was asked for');
}

function idIn(body: IDataObject, answer: ApiResponse, purpose: Action): string {
	const id = textIn(body.id);
	if (id === undefined) throw unexpectedResponse(answer, purpose, 'what was asked for: it has no ID');
	return id;
}

function textIn(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
