import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { unexpectedResponse } from '../../shared/errors/apiError';
import { Failure } from '../../shared/errors/failure';
import { currentPathValue, currentValue } from '../listSearch/currentValue';
import { apiRequest, withNodeError } from '../../shared/transport/apiRequest';
import { isExpression, isObject, requiredString } from '../../shared/values';
import { projectPath } from '../listSearch/projectLookup';
import { getProviderCatalog } from '../listSearch/providerCatalog';
import { connectionField } from '../resources/connection/fields';

const PROVIDER = { name: 'provider', displayName: 'Provider' };

const GET_PROVIDER = {
	label: 'look up the provider of the connection',
	notFoundHint: "Check 'Project' and 'Connection': the connection must belong to the project.",
};

/** How to name a field that isn't in the list. */
const NAME_BY_EXPRESSION = 'To use any other field, enter its name with an expression.';

/**
 * The metadata fields that the provider asks for (`metadata.input` of schema `ProviderInfo`), as options with the
 * catalog's display name and prompt. When updating, the provider is that of the chosen connection.
 *
 * Where nothing can be offered, one disabled option says why: an error would lock the parameter in the editor.
 */
export async function getMetadataKeys(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await withNodeError(this, async () => {
		const options = await fieldsOfProvider(this).catch(hintFor);
		return withCurrentKey(this, options);
	});
}

async function fieldsOfProvider(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const provider = await chosenProvider(context);
	const info = (await getProviderCatalog(context)).get(provider);
	const fields = metadataFields(info?.metadata);
	const noFields = `No known fields for ${info?.label ?? provider}`;
	return fields.length ? fields : [hint(noFields, NAME_BY_EXPRESSION)];
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

function metadataFields(metadata: unknown): INodePropertyOptions[] {
	const input = isObject(metadata) && Array.isArray(metadata.input) ? (metadata.input as IDataObject[]) : [];
	return input
		.filter((field) => isObject(field) && typeof field.name === 'string')
		.map(({ name, displayName, prompt }) => ({
			name: String(displayName || name),
			value: String(name),
			...(prompt ? { description: String(prompt) } : {}),
		}));
}

/** Adds the name that is set already, since the editor marks values that aren't among the options. */
function withCurrentKey(
	context: ILoadOptionsFunctions,
	options: INodePropertyOptions[],
): INodePropertyOptions[] {
	const key = context.getCurrentNodeParameter('&key');
	const isKnown = options.some(({ value }) => value === key);
	if (isKnown || typeof key !== 'string' || key === '' || isExpression(key)) return options;
	return [...options, { name: key, value: key }];
}

function hint(name: string, description?: string): INodePropertyOptions {
	return { name, value: '', description, disabled: true };
}
