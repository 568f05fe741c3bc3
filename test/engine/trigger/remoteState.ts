import type { IDataObject } from 'n8n-workflow';
import type { WorkflowFile } from '../../support/engine';
import type { TriggerHarness } from '../../support/triggerHarness';

/** What is to stand at Ampersand for one active workflow with one event. */
export const REGISTERED = { destinations: 1, topics: 1, events: ['connection.error'], routes: 1 };
export const EMPTY = { destinations: 0, topics: 0, events: [], routes: 0 };

/** Somebody removes one at Ampersand; its routes go with it. */
export function deleteRemotely(
	{ api }: TriggerHarness,
	kind: 'destinations' | 'topics' | 'eventRoutes' | 'destinationRoutes',
): void {
	const { state } = api;
	(state[kind] as object[]).pop();
	if (kind === 'topics') state.eventRoutes = [];
	if (kind === 'topics' || kind === 'destinations') state.destinationRoutes = [];
}

/** Has the active workflow and its test run find each other's registration in their state. */
export function mergeStates({ host }: TriggerHarness, { id = '' }: WorkflowFile): void {
	const states = Object.values(host.staticData);
	const all = states.flatMap((state) => Object.entries(state.get(id) ?? {}) as Array<[string, IDataObject]>);
	const merged: Record<string, { registered: unknown[] }> = {};
	for (const [node, { registered }] of all) {
		merged[node] = { registered: [...(merged[node]?.registered ?? []), ...(registered as unknown[])] };
	}
	for (const state of states) state.set(id, structuredClone(merged) as unknown as IDataObject);
}
