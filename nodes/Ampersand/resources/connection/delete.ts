import type { Operation } from '../../operation';
import { deletionTask, ifNotFoundOption } from '../common/deletion';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, connectionLock, connectionOnlyIf } from './fields';

/** The statuses that may mean a connection is in use; the API's description doesn't say which it is. */
const REFUSED = [400, 409, 422];

const IN_USE =
	"If installations use this connection, delete them first. 'Installation > Get Many' finds them with the filter 'Connection ID'.";

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
	fields: [connectionOnlyIf.field],
	options: [ifNotFoundOption],
	repeatOption: 'If Not Found',
	lock: connectionLock,
	prepare: (p) => deletionTask(p, 'connection', CONNECTION_PATH, connectionOnlyIf.read(p)),
};
