import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Connection } from '../api';
import { CHECK_PROJECT } from '../errors/hints';
import { currentPathValue } from './currentValue';
import { projectField } from '../fields';
import { apiRequestAllItems } from '../transport/apiRequest';
import type { RequestContext } from '../transport/request';

/** The integrations of a project (schema `Integration`). */
export interface Integration extends IDataObject {
	id: string;
	name: string;
	provider: string;
	latestRevision?: { content?: { displayName?: string } };
}

/**
 * The path of the project that is chosen in the editor.
 *
 * @param hint how to go on without the lookup, when the project is an expression
 * @throws Failure when the project is empty or an expression
 */
export function projectPath(context: ILoadOptionsFunctions, hint: string): string {
	return `/projects/${currentPathValue(context, projectField, hint)}`;
}

/**
 * How to go on when a parameter that a list depends on is an expression.
 *
 * @param item what is looked up, such as 'connection'
 * @param displayName label of the parameter that is an expression
 */
export function chooseById(item: string, displayName: string = projectField.displayName): string {
	return `Choose the ${item} By ID, or select '${displayName}' From List.`;
}

/** The integrations of a project (API operation `listIntegrations`). */
export async function listIntegrations(context: RequestContext, project: string): Promise<Integration[]> {
	const action = { label: 'list the integrations', notFoundHint: CHECK_PROJECT };
	return (await apiRequestAllItems(context, `${project}/integrations`, action)) as Integration[];
}

/** The connections of a project (API operation `listConnections`). */
export async function listConnections(context: RequestContext, project: string): Promise<Connection[]> {
	const action = { label: 'list the connections', notFoundHint: CHECK_PROJECT };
	return (await apiRequestAllItems(context, `${project}/connections`, action)) as Connection[];
}

/**
 * A list together with the names to show in it, which are requested at the same time.
 *
 * Waits for both even when the list fails, so that no request outlives the lookup.
 *
 * @param names never rejects
 */
export async function withNames<L, N>(list: Promise<L>, names: Promise<N>): Promise<[L, N]> {
	try {
		return [await list, await names];
	} finally {
		await names;
	}
}

/** Such as `HubSpot sync`: the display name, which is optional. */
export function integrationLabel({ name, latestRevision }: Integration): string {
	return latestRevision?.content?.displayName || name;
}

/** Such as `Acme Corp (group-123)`: the customer. */
export function groupLabel(group?: Connection['group']): string {
	return withRef(group?.groupName, group?.groupRef);
}

/** Such as `Jane Doe (user-456)`: the user whose credentials are used. */
export function consumerLabel(consumer?: Connection['consumer']): string {
	return withRef(consumer?.consumerName, consumer?.consumerRef);
}

function withRef(name: string | undefined, ref: string | undefined): string {
	return name && name !== ref ? `${name} (${ref ?? ''})` : (ref ?? '');
}
