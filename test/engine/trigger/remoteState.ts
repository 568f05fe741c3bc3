import type { IDataObject } from 'n8n-workflow';
import type { WorkflowFile } from '../../support/engine';
import type { TriggerHarness } from '../../support/triggerHarness';

/** What Ampersand has for one active workflow with one event. */
export const REGISTERED = { destinations: 1, topics: 1, events: ['connection.error'], routes: 1 };
export const EMPTY = { destinations: 0, topics: 0, events: [], routes: 0 };

/** Deletes one in Ampersand, with its routes. */
export function deleteRemotely(
	{ api }: TriggerHarness,
	kind: 'destinations' | 'topics' | 'eventRoutes' | 'destinationRoutes',
): void {
	const { state } = api;
	(state[kind] as object[]).pop();
	if (kind === 'topics') state.eventRoutes = [];
	if (kind === 'topics' || kind === 'destinations') state.destinationRoutes = [];
}

/** Makes the API keep the routes of a topic or destination that is deleted, as it may. */
export function keepRoutes({ api }: TriggerHarness): void {
	for (const kind of ['eventRoutes', 'destinationRoutes'] as const) {
		let routes: unknown = api.state[kind];
		Object.defineProperty(api.state, kind, {
			get: () => routes,
			set: (changed: unknown) => {
				if (api.requests.at(-1)?.path.includes('-routes')) routes = changed;
			},
		});
	}
}

/** Has the active workflow and its test run find each other's webhook in their static data. */
export function mergeStates({ host }: TriggerHarness, { id = '' }: WorkflowFile): void {
	const states = Object.values(host.staticData);
	const all = states.flatMap((state) => Object.entries(state.get(id) ?? {}) as Array<[string, IDataObject]>);
	const merged: Record<string, { registered: unknown[] }> = {};
	for (const [node, { registered }] of all) {
		merged[node] = { registered: [...(merged[node]?.registered ?? []), ...(registered as unknown[])] };
	}
	for (const state of states) state.set(id, structuredClone(merged) as unknown as IDataObject);
}

/** The requests that create each part of a webhook. */
export const CREATING = {
	destination: { method: 'POST', path: /\/destinations$/ },
	topic: { method: 'POST', path: /\/topics$/ },
	eventRoute: { method: 'POST', path: /\/notification-event-topic-routes$/ },
	destinationRoute: { method: 'POST', path: /\/topic-destination-routes$/ },
};

/** A response that denies access. */
export const FORBIDDEN = { respond: { status: 403 } };
