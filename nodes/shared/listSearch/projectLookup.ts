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

/**
 * A list of a project, such as its connections (API operation `listConnections`).
 *
 * @param path relative to the project
 * @param plural what is listed, for errors
 * @throws Failure with the API's own reason
 */
export async function listOfProject<Entry extends IDataObject>(
	context: RequestContext,
	project: string,
	path: string,
	plural = path,
): Promise<Entry[]> {
	const action = { label: `list the ${plural}`, notFoundHint: CHECK_PROJECT };
	return (await apiRequestAllItems(context, `${project}/${path}`, action)) as Entry[];
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
	return name && ref && name !== ref ? `${name} (${ref})` : (ref ?? name ?? '');
}
