import type { Operation } from '../../operation';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationLock } from './fields';
import { readsFields, readsTask, toObjects } from './reads';

/** API operation `pauseReads`; it does nothing when there is nothing to do. */
export const pauseReads: Operation = {
	option: {
		name: 'Pause Reads',
		value: 'pauseReads',
		action: 'Pause reads of installation',
		description: 'Pause the scheduled reads of an installation',
		routing: { request: { method: 'POST', url: `${INSTALLATION_PATH}:pause` } },
	},
	action: { label: 'pause the reads', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: readsFields('pause'),
	host: 'read',
	convert: { objects: toObjects },
	lock: installationLock,
	prepare: (p) => readsTask(p, 'paused'),
};
