import { readsOperation } from './reads';

/** API operation `pauseReads`. */
export const pauseReads = readsOperation(
	{
		name: 'Pause Reads',
		value: 'pauseReads',
		description: 'Pause the scheduled reads of an installation',
	},
	'pause',
	'paused',
);
