import type { Action, Connection } from '../../../shared/api';
import { deletionOf } from '../../deletion';
import { checkConditions, onlyIfField, readConditions } from '../../onlyIf';
import type { Operation } from '../../operation';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH } from './common';
import { statusOptions } from './getAll';

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
		const conditions = readConditions(p, {
			groupRef: ({ group }) => (group as Connection['group'])?.groupRef,
			provider: ({ provider }) => provider,
			status: ({ status }) => status,
		});
		return async (api) => {
			if (conditions.length) checkConditions(await api.readFirst(READ), conditions, 'connection');
			return [deletionOf(id, await api.send({ treat404AsSuccess: true }), 'connection')];
		};
	},
};
