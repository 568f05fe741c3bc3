import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import { checkSpelling } from '../../../shared/provider';
import type { ItemApi, ItemTask } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { booleanField, choiceField, collectionField, numberField, option } from './declare';
import { type OutputDeclaration, readProjection } from './output';

/** How many results to return, as in every n8n node. */
export const limitFields: INodeProperties[] = [
	booleanField('Return All', 'returnAll', 'Whether to return all results or only up to a given limit'),
	numberField('Limit', 'limit', 50, { minValue: 1 }, 'Max number of results to return', {
		displayOptions: { show: { returnAll: [false] } },
	}),
];

/** The filters of a list; an empty one is an error, because an unfiltered list returns every customer's data. */
export const filtersField = (options: INodeProperties[]): INodeProperties =>
	collectionField('Filters', 'filters', 'Add Filter', options);

/** Option of every list. */
export const ifNothingFoundOption = choiceField(
	'If Nothing Found',
	'ifNothingFound',
	'nothing',
	'What to return for an input item when no result matches',
	[
		option('Return an Error', 'error'),
		option('Return an Item', 'item', 'An item with "found" set to false'),
		option('Return Nothing', 'nothing', 'No item, which can end a loop early'),
	],
);

/** Of lists with filters that are mostly expressions. */
export const ignoreEmptyFiltersOption = booleanField(
	'Ignore Empty Filters',
	'ignoreEmptyFilters',
	'Whether to leave out a filter whose expression finds nothing, as long as at least one filter remains, instead of failing',
);

/**
 * Max number of results to return; Infinity with 'Return All'.
 *
 * @throws Failure when it isn't a whole number of 1 or more
 */
export function readLimit(p: ParameterReader): number {
	return p.boolean('returnAll') ? Infinity : p.integer('limit');
}

/** Whether an entry is wanted. */
type Matches = (entry: IDataObject) => boolean;

/**
 * Reads a list, and says so when there is nothing in it or when the limit cut it.
 *
 * @param plural what is listed, such as 'connections'
 * @param conditions those that the node checks itself, since the API may not: makes the test of an entry; none for a
 *   list without filters
 * @param provider the one to filter by, whose spelling is checked when nothing was found
 */
export function listTask(
	p: ParameterReader,
	output: OutputDeclaration,
	plural: string,
	conditions?: (api: ItemApi) => Matches | Promise<Matches>,
	provider?: string,
): ItemTask {
	const limit = readLimit(p);
	const project = readProjection(p, output);
	const ifNothingFound = p.oneOf('options.ifNothingFound');
	return async (api) => {
		const matches = await conditions?.(api);
		const { entries, isCut, count } = await api.list({
			limit,
			map: (entry) => (!matches || matches(entry) ? project(entry) : undefined),
		});
		if (isCut) {
			const note = `Only the first ${limit} ${plural} are listed; there are more.`;
			const advice = matches ? 'Narrow the filters.' : "Raise 'Limit'.";
			if (p.isTool) return [...entries, { note: `${note} ${advice}` }];
			api.showHint(`${note} Turn on 'Return All', or raise 'Limit'.`);
		}
		if (entries.length) return entries;
		if (provider !== undefined) checkSpelling(provider, await api.catalog());
		const message = count ? `None of the ${count} ${plural} matches the filters` : `No ${plural} found`;
		if (ifNothingFound === 'error') {
			const hint = `${matches ? 'Check the filters, or change' : 'Change'} 'If Nothing Found'.`;
			throw new Failure({ message, hints: [hint] });
		}
		if (p.isTool) return [{ found: false, note: `${message}.` }];
		if (ifNothingFound === 'item') return [{ found: false }];
		if (count) api.showHint(`${message}.`);
		return [];
	};
}

/** Whether a value is one of those that are wanted; any will do if none is. */
export function isAnyOf(value: unknown, wanted: string[]): boolean {
	return wanted.length === 0 || wanted.includes(String(value));
}
