import type { Installation } from '../../../shared/api';
import type { Operation } from '../../operation';
import { deletionTask } from '../common/deletion';
import { onlyIfField, readConditions } from '../common/onlyIf';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationLock } from './fields';

export const deleteFields = [onlyIfField('installation')];

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
	lock: installationLock,
	prepare(p) {
		const conditions = readConditions(p, {
			groupRef: (entry) => {
				const { group, connection } = entry as Installation;
				return (group ?? connection?.group)?.groupRef;
			},
			provider: (entry) => (entry as Installation).connection?.provider,
		});
		return deletionTask(p.text('installationId'), 'installation', conditions, INSTALLATION_NOT_FOUND);
	},
};
