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

/** The requests that create each part of a webhook. */
export const CREATING = {
	destination: { method: 'POST', path: /\/destinations$/ },
	topic: { method: 'POST', path: /\/topics$/ },
	eventRoute: { method: 'POST', path: /\/notification-event-topic-routes$/ },
	destinationRoute: { method: 'POST', path: /\/topic-destination-routes$/ },
};

/** A response that denies access. */
export const FORBIDDEN = { respond: { status: 403 } };
