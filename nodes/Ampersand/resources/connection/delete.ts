import type { Connection } from '../../../shared/api';
import type { Operation } from '../../operation';
import { deletionTask } from '../common/deletion';
import { onlyIfField, readConditions } from '../common/onlyIf';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, connectionLock, statusOptions } from './fields';

/** The statuses that may mean a connection is in use; the API's description doesn't say which it is. */
const REFUSED = [400, 409, 422];

const IN_USE =
	"A connection can't be deleted while an installation uses it. Find this customer's installations with 'Installation > Get Many' and delete them first.";

export const deleteFields = [onlyIfField('connection', statusOptions)];

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
	lock: connectionLock,
	prepare(p) {
		const conditions = readConditions(p, {
			groupRef: ({ group }) => (group as Connection['group'])?.groupRef,
			provider: ({ provider }) => provider,
			status: ({ status }) => status,
		});
		return deletionTask(p.text('connectionId'), 'connection', conditions, CONNECTION_NOT_FOUND);
	},
};
