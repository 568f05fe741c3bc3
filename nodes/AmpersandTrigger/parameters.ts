import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { invalidParameter } from '../shared/errors/failure';
import { projectField } from '../shared/fields';
import { checkSpelling } from '../shared/provider';
import { getProviderCatalogIfAvailable } from '../shared/providerCatalog';
import type { ApiRequestOptions } from '../shared/transport/apiRequest';
import { checkCollection, inLocator, isBlank, isExpression, requiredString, someOf } from '../shared/values';
import { EVENT_OPTIONS, eventsField, FILTER_OPTIONS, filtersField } from './description';

type Context = IHookFunctions | IWebhookFunctions;

/**
 * The project of the trigger, by name or ID.
 *
 * @throws Failure when there is none
 */
export function readProject(context: Context): string {
	const { name, displayName } = projectField;
	const value = inLocator(context.getNodeParameter(name));
	const raw = inLocator(context.getNodeParameter(name, undefined, { rawExpressions: true }));
	return requiredString(value, displayName, isExpression(raw));
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
 * @returns the values that an event's data must have, by the name of the field
 * @throws Failure when an expression returns nothing, or something that can't be filtered by
 */
export function readFilters(context: Context): Record<string, string> {
	const { name: collection } = filtersField;
	const raw = context.getNodeParameter(collection, {}, { rawExpressions: true }) as IDataObject;
	checkCollection(raw, filtersField.displayName);
	const values = context.getNodeParameter(collection, {}) as IDataObject;
	const filters: Record<string, string> = {};
	for (const { name, displayName } of FILTER_OPTIONS) {
		const value = inLocator(values[name]);
		const isComputed = isExpression(inLocator(raw[name]));
		if (isBlank(value) && !isComputed) continue;
		filters[name] = requiredString(value, displayName, isComputed);
	}
	return filters;
}

/**
 * Checks the spelling of the provider to filter by; without the catalog, nothing is known.
 *
 * @param options of the request
 * @throws Failure that names the right spelling
 */
export async function checkProvider(context: IHookFunctions, options: ApiRequestOptions): Promise<void> {
	const { provider } = readFilters(context);
	if (provider !== undefined) checkSpelling(provider, await getProviderCatalogIfAvailable(context, options));
}
