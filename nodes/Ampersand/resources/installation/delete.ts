import type { Operation } from '../../operation';
import { deletionTask, ifNotFoundOption } from '../common/deletion';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationLock, installationOnlyIf } from './fields';

/** API operation `deleteInstallation`; deleting the last installation of a connection also deletes the connection. */
export const del: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete installation',
		description: 'Delete an installation permanently, and its connection if no other installation uses it',
		routing: { request: { method: 'DELETE', url: INSTALLATION_PATH } },
	},
	action: { label: 'delete the installation', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: [installationOnlyIf.field],
	options: [ifNotFoundOption],
	repeatOption: 'If Not Found',
	lock: installationLock,
	prepare: (p) => deletionTask(p, 'installation', INSTALLATION_PATH, installationOnlyIf.read(p)),
};
