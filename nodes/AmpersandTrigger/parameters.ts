import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { invalidParameter } from '../shared/errors/failure';
import { projectField } from '../shared/fields';
import { checkCollection, isBlank, isExpression, isObject, requiredString, someOf } from '../shared/values';
import { EVENT_OPTIONS, eventsField, FILTER_OPTIONS, filtersField } from './description';

type Context = IHookFunctions | IWebhookFunctions;

/** The values that an event's data must have, by the name of the field. */
export type Filters = Record<string, string>;

/**
 * The project of the trigger, by name or ID.
 *
 * @throws Failure when there is none
 */
export function readProject(context: Context): string {
	const { name, displayName } = projectField;
	const value = context.getNodeParameter(name, undefined, { extractValue: true });
	const raw: unknown = context.getNodeParameter(name, undefined, { rawExpressions: true });
	return requiredString(value, displayName, isExpression(isObject(raw) ? raw.value : raw));
}

/**
 * The events that start the workflow; an expression can also return them as text.
 *
 * @throws Failure when there is none, or one that doesn't exist
 */
export function readEvents(context: Context): string[] {
	const value: unknown = context.getNodeParameter(eventsField.name);
	const events = someOf(value, eventsField.displayName, EVENT_OPTIONS);
	if (events.length) return events;
	throw invalidParameter(eventsField.displayName, 'is empty', 'Select at least one event.');
}

/**
 * The filters of the trigger. One left empty by hand doesn't count; an expression must return a value, because no
 * filter means the events of every customer.
 *
 * @throws Failure when an expression returns nothing, or something that can't be filtered by
 */
export function readFilters(context: Context): Filters {
	const { name: collection } = filtersField;
	const raw = context.getNodeParameter(collection, {}, { rawExpressions: true }) as IDataObject;
	checkCollection(raw, filtersField.displayName);
	const values = context.getNodeParameter(collection, {}) as IDataObject;
	const filters: Filters = {};
	for (const { name, displayName } of FILTER_OPTIONS) {
		const isComputed = isExpression(raw[name]);
		if (!(name in raw) || (isBlank(values[name]) && !isComputed)) continue;
		filters[name] = requiredString(values[name], displayName, isComputed);
	}
	return filters;
}
