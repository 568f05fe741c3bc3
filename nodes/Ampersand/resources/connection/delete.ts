import type { Action, Connection, Installation } from '../../../shared/api';
import { Failure } from '../../../shared/errors/failure';
import { isObjectArray } from '../../../shared/transport/listOptions';
import { deletionOf } from '../../deletion';
import { explainLater } from '../../explanation';
import { checkConditions, onlyIfField, readConditions } from '../../onlyIf';
import type { Operation } from '../../operation';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH } from './common';
import { statusOptions } from './getAll';

/** How many installations the error of a refused deletion names. */
const MAX_NAMED = 5;

/** The statuses that may mean a connection is in use; the API's description doesn't say which it is. */
const REFUSED = [400, 409, 422];

const IN_USE =
	"A connection can't be deleted while an installation uses it. Find this customer's installations with 'Installation > Get Many' and delete them first.";

export const deleteFields = [onlyIfField('connection', statusOptions)];

const READ: Action = {
	label: "read the connection to check the conditions of 'Only If'",
	notFoundHint: CONNECTION_NOT_FOUND,
};

/** API operation `deleteConnection`. */
export const del: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete connection',
		description: 'Delete a connection and its stored credentials permanently',
		routing: { request: { method: 'DELETE', url: CONNECTION_PATH } },
	},
	action: {
		label: 'delete the connection',
		notFoundHint: CONNECTION_NOT_FOUND,
		hints: Object.fromEntries(REFUSED.map((status) => [status, IN_USE])),
	},
	prepare(p) {
		const id = p.text('connectionId');
		const installations = p.path('/projects/{projectIdOrName}/installations');
		const conditions = readConditions(p, {
			groupRef: ({ group }) => (group as Connection['group'])?.groupRef,
			provider: ({ provider }) => provider,
			status: ({ status }) => status,
		});
		return async (api) => {
			if (conditions.length) checkConditions(await api.readFirst(READ), conditions, 'connection');
			try {
				return [deletionOf(id, await api.send({ treat404AsSuccess: true }), 'connection')];
			} catch (error) {
				throw explainable(error, async () => usageHint(await api.lookUp(installations), id));
			}
		};
	},
};

/** The installations are worth a request only if the refusal is about them. */
function explainable(error: unknown, findHint: () => Promise<string | undefined>): unknown {
	const isRefused = error instanceof Failure && REFUSED.includes(error.details.status ?? 0);
	return isRefused && error.says(/install|in use|used by/i) ? explainLater(error, findHint) : error;
}

/** Names the installations that use a connection, since those must be deleted first. */
function usageHint(list: unknown, id: string): string | undefined {
	const using = (isObjectArray(list) ? (list as Installation[]) : []).filter(
		({ connection }) => connection?.id === id,
	);
	const named = using
		.slice(0, MAX_NAMED)
		.map((installation) => `${installation.id} (integration ${installation.integrationId})`);
	if (named.length === 0) return undefined;
	const more = using.length > MAX_NAMED ? `, and ${using.length - MAX_NAMED} more` : '';
	return `Installations that use this connection: ${named.join(', ')}${more}. Delete them first with 'Installation > Delete'. Deleting the last one also deletes the connection.`;
}
