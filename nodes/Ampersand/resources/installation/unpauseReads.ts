import { readsOperation } from './reads';

/** API operation `unpauseReads`. */
export const unpauseReads = readsOperation(
	{
		name: 'Unpause Reads',
		value: 'unpauseReads',
		description: 'Resume the scheduled reads of an installation, for example after a repair',
	},
	'unpause',
	'unpaused',
);
