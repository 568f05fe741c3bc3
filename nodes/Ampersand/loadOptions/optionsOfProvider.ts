import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { unexpectedResponse } from '../../shared/errors/apiError';
import { Failure } from '../../shared/errors/failure';
import { currentPathValue, currentValue } from '../../shared/listSearch/currentValue';
import { projectPath } from '../../shared/listSearch/projectLookup';
import { getProviderCatalog, type ProviderInfo } from '../../shared/providerCatalog';
import { apiRequest, withNodeError } from '../../shared/transport/apiRequest';
import { isExpression, isObject, requiredString } from '../../shared/values';
import { connectionField } from '../resources/connection/fields';

const PROVIDER = { name: 'provider', displayName: 'Provider' };

const GET_PROVIDER = {
	label: 'look up the provider of the connection',
	notFoundHint: "Check 'Project' and 'Connection': the connection must belong to the project.",
};

/** How to name a field that isn't in the list. */
const NAME_BY_EXPRESSION = 'To use any other field, enter its name with an expression.';

/**
 * Fields that the catalog says the provider asks for, as options with the catalog's display name and prompt. When updating,
 * the provider is that of the chosen connection.
 *
 * Where nothing can be offered, one disabled option says why: an error would lock the parameter in the editor.
 *
 * @param parameter the field of the entry that holds the name, such as `&key`
 * @param fieldsOf the fields in what the catalog says of a provider
 */
export async function optionsOfProvider(
	context: ILoadOptionsFunctions,
	parameter: string,
	fieldsOf: (info: ProviderInfo) => IDataObject[],
): Promise<INodePropertyOptions[]> {
	return await withNodeError(context, async () => {
		const options = await optionsFor(context, fieldsOf).catch(hintFor);
		return withCurrent(context, parameter, options);
	});
}

async function optionsFor(
	context: ILoadOptionsFunctions,
	fieldsOf: (info: ProviderInfo) => IDataObject[],
): Promise<INodePropertyOptions[]> {
	const provider = await chosenProvider(context);
	const info = (await getProviderCatalog(context)).get(provider);
	const options = (info ? fieldsOf(info) : [])
		.filter((field) => isObject(field) && typeof field.name === 'string')
		.map(({ name, displayName, prompt }) => ({
			name: String(displayName || name),
			value: String(name),
			...(prompt ? { description: String(prompt) } : {}),
		}));
	const noFields = `No known fields for ${info?.label ?? provider}`;
	return options.length ? options : [hint(noFields, NAME_BY_EXPRESSION)];
}

/** A hint instead of the error if a parameter that the lookup needs is missing; any other error is thrown. */
function hintFor(error: unknown): INodePropertyOptions[] {
	if (error instanceof Failure && error.details.invalidInput) {
		return [hint(error.message, error.description)];
	}
	throw error;
}

/** The name of the provider that the metadata is for. */
async function chosenProvider(context: ILoadOptionsFunctions): Promise<string> {
	if (!isUpdate(context)) {
		return requiredString(currentValue(context, PROVIDER, NAME_BY_EXPRESSION), PROVIDER.displayName);
	}
	const project = projectPath(context, NAME_BY_EXPRESSION);
	const connection = currentPathValue(context, connectionField, NAME_BY_EXPRESSION);
	const response = await apiRequest(context, 'GET', `${project}/connections/${connection}`, GET_PROVIDER);
	const provider = isObject(response.body) ? response.body.provider : undefined;
	if (typeof provider !== 'string') throw unexpectedResponse(response, GET_PROVIDER, 'a connection');
	return provider;
}

/** Clients other than the editor send only the parameters that the list depends on, without the operation. */
function isUpdate(context: ILoadOptionsFunctions): boolean {
	const operation = context.getCurrentNodeParameter('operation');
	const connection = context.getCurrentNodeParameter(connectionField.name);
	return operation === undefined ? connection !== undefined : operation === 'update';
}

/** Adds the name that is set already, since the editor marks values that aren't among the options. */
function withCurrent(
	context: ILoadOptionsFunctions,
	parameter: string,
	options: INodePropertyOptions[],
): INodePropertyOptions[] {
	const key = context.getCurrentNodeParameter(parameter);
	const isKnown = options.some(({ value }) => value === key);
	if (isKnown || typeof key !== 'string' || key === '' || isExpression(key)) return options;
	return [...options, { name: key, value: key }];
}

function hint(name: string, description?: string): INodePropertyOptions {
	return { name, value: '', description, disabled: true };
}
