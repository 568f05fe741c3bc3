import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { Failure } from '../../shared/errors/failure';
import type { ProviderInfo } from '../../shared/providerCatalog';
import { withNodeError } from '../../shared/transport/apiRequest';
import { isExpression, isObject } from '../../shared/values';
import { chosenProvider, NAME_BY_EXPRESSION } from './chosenProvider';

/**
 * Fields that the catalog says the provider asks for, as options with the catalog's display name and help. When updating,
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
	fieldsOf: (info: ProviderInfo) => unknown,
): Promise<INodePropertyOptions[]> {
	return await withNodeError(context, async () => {
		const options = await optionsFor(context, fieldsOf).catch(hintFor);
		return withCurrent(context, parameter, options);
	});
}

async function optionsFor(
	context: ILoadOptionsFunctions,
	fieldsOf: (info: ProviderInfo) => unknown,
): Promise<INodePropertyOptions[]> {
	const info = await chosenProvider(context);
	const declared = fieldsOf(info);
	const fields = (Array.isArray(declared) ? (declared as unknown[]) : [])
		.filter((field) => isObject(field) && typeof field.name === 'string')
		.map((field) => ({ ...(field as IDataObject), modules: otherModules(info, field as IDataObject) }));
	if (fields.length === 0) return [hint(`No known fields for ${info.label}`, NAME_BY_EXPRESSION)];
	// Sorting is stable, so that otherwise the order is that of the catalog.
	return fields.sort((a, b) => a.modules.length - b.modules.length).map(optionOf);
}

/** The modules that a field belongs to, unless the provider's default module is one of them (schema `ModuleDependencies`). */
function otherModules(
	{ defaultModule, modules }: ProviderInfo,
	{ moduleDependencies }: IDataObject,
): string[] {
	const names = isObject(moduleDependencies) ? Object.keys(moduleDependencies) : [];
	if (!defaultModule || names.includes(String(defaultModule))) return [];
	return names.map((name) => {
		const module = isObject(modules) ? modules[name] : undefined;
		return String((isObject(module) && module.displayName) || name);
	});
}

function optionOf(field: IDataObject & { modules: string[] }): INodePropertyOptions {
	const { name, displayName, prompt, modules } = field;
	// The link first, because the editor cuts a description after two lines.
	const description = [docsLink(field), prompt].filter(Boolean).join(' · ');
	const note = modules.length ? ` (Only for ${modules.join(', ')})` : '';
	return {
		name: `${String(displayName || name)}${note}`,
		value: String(name),
		...(description && { description }),
	};
}

/** A link to the provider's documentation of a field, if it is a web page. */
function docsLink({ docsURL }: IDataObject): string | undefined {
	const url = typeof docsURL === 'string' && URL.canParse(docsURL) ? new URL(docsURL) : undefined;
	return url && /^https?:$/.test(url.protocol) ? `<a href="${url.href}" target="_blank">Docs</a>` : undefined;
}

/** A hint instead of the error if a parameter that the lookup needs is missing; any other error is thrown. */
function hintFor(error: unknown): INodePropertyOptions[] {
	if (error instanceof Failure && error.details.invalidInput) {
		return [hint(error.message, error.description)];
	}
	throw error;
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
