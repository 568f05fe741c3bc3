import type { TriggerSuite } from '../../support/trigger';

/** What is to stand at Ampersand for one active workflow with one event. */
export const EXACTLY = { destinations: 1, topics: 1, events: ['connection.error'], routes: 1 };
export const NOTHING = { destinations: 0, topics: 0, events: [], routes: 0 };

/** Somebody removes one at Ampersand; its routes go with it. */
export function lose(
	{ api }: TriggerSuite,
	kind: 'destinations' | 'topics' | 'eventRoutes' | 'destinationRoutes',
): void {
	const { state } = api;
	(state[kind] as object[]).pop();
	if (kind === 'topics') state.eventRoutes = [];
	if (kind === 'topics' || kind === 'destinations') state.destinationRoutes = [];
}
