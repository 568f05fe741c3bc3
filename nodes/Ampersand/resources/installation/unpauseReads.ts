import type { Operation } from '../../operation';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationLock } from './fields';
import { readsFields, readsTask, toObjects } from './reads';

/** API operation `unpauseReads`; it does nothing when there is nothing to do. */
export const unpauseReads: Operation = {
	option: {
		name: 'Unpause Reads',
		value: 'unpauseReads',
		action: 'Unpause reads of installation',
		description: 'Resume the scheduled reads of an installation, for example after a repair',
		routing: { request: { method: 'POST', url: `${INSTALLATION_PATH}:unpause` } },
	},
	action: { label: 'unpause the reads', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: readsFields('unpause'),
	host: 'read',
	convert: { objects: toObjects },
	lock: installationLock,
	prepare: (p) => readsTask(p, 'unpaused'),
};
