import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { unexpectedResponse } from '../../shared/errors/invalidResponse';
import { currentPathValue, currentValue } from '../../shared/listSearch/currentValue';
import { projectPath } from '../../shared/listSearch/projectLookup';
import type { ProviderInfo } from '../../shared/provider';
import { getProviderCatalog } from '../../shared/providerCatalog';
import { apiRequest } from '../../shared/transport/apiRequest';
import { isObject, requiredString } from '../../shared/values';
import { connectionField } from '../resources/connection/fields';

const PROVIDER = { name: 'provider', displayName: 'Provider' };

const GET_PROVIDER = {
	label: 'look up the provider of the connection',
	notFoundHint: "Check 'Project' and 'Connection': the connection must belong to the project.",
};

/** How to name a field that isn't in the list. */
export const NAME_BY_EXPRESSION = 'To use any other field, enter its name with an expression.';

/**
 * What the catalog says of the chosen provider; when updating, of that of the chosen connection.
 *
 * @throws Failure when a parameter that this depends on is empty or an expression, or when the lookup fails
 */
export async function chosenProvider(context: ILoadOptionsFunctions): Promise<ProviderInfo> {
	const name = await providerName(context);
	return (await getProviderCatalog(context)).get(name) ?? { label: name };
}

async function providerName(context: ILoadOptionsFunctions): Promise<string> {
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
export function isUpdate(context: ILoadOptionsFunctions): boolean {
	const operation = context.getCurrentNodeParameter('operation');
	const connection = context.getCurrentNodeParameter(connectionField.name);
	return operation === undefined ? connection !== undefined : operation === 'update';
}
