import type { Action, Installation } from '../../../shared/api';
import { deletionOf } from '../../deletion';
import { checkConditions, onlyIfField, readConditions } from '../../onlyIf';
import type { Operation } from '../../operation';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH } from './fields';

export const deleteFields = [onlyIfField('installation')];

const READ: Action = {
	label: "read the installation to check the conditions of 'Only If'",
	notFoundHint: INSTALLATION_NOT_FOUND,
};

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
	prepare(p) {
		const id = p.text('installationId');
		const conditions = readConditions(p, {
			groupRef: (entry) => {
				const { group, connection } = entry as Installation;
				return (group ?? connection?.group)?.groupRef;
			},
			provider: (entry) => (entry as Installation).connection?.provider,
		});
		return async (api) => {
			if (conditions.length) checkConditions(await api.readFirst(READ), conditions, 'installation');
			return [deletionOf(id, await api.send({ treat404AsSuccess: true }), 'installation')];
		};
	},
};
