import type { INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../../parameters';

/** How many results to return, as in every n8n node. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/**
 * Max number of results to return.
 *
 * @throws Failure when it isn't a whole number of 1 or more
 */
export function readLimit(p: ParameterReader): number {
	return p.boolean('returnAll') ? Infinity : p.integer('limit');
}
