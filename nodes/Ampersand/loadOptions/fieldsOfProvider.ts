import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { Failure } from '../../shared/errors/failure';
import type { ProviderInfo } from '../../shared/provider';
import { withNodeError } from '../../shared/transport/apiRequest';
import { isExpression, isObject } from '../../shared/values';
import { chosenProvider, NAME_BY_EXPRESSION } from './chosenProvider';

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** The metadata that the provider asks for (`metadata.input` of schema `ProviderInfo`). */
export const getMetadataKeys = fieldsOfProvider('&key', ({ metadata }) =>
	isObject(metadata) ? metadata.input : undefined,
);

/** The values that the provider's custom auth asks for (`customOpts.inputs` of schema `ProviderInfo`). */
export const getCustomAuthNames = fieldsOfProvider('&name', ({ customOpts }) =>
	isObject(customOpts) ? customOpts.inputs : undefined,
);

/**
 * Makes a method for n8n's `methods.loadOptions`: fields that the catalog says the provider asks for, with the catalog's
 * display name and help.
 *
 * Where nothing can be offered, one disabled option says why: an error would lock the parameter in the editor.
 *
 * @param parameter the field of the entry that holds the name
 * @param fieldsIn the fields in what the catalog says of a provider
 */
function fieldsOfProvider(parameter: string, fieldsIn: (info: ProviderInfo) => unknown): LoadOptions {
	return async function () {
		return await withNodeError(this, async () => {
			const options = await chosenProvider(this).then((info) => optionsFor(info, fieldsIn(info)), hintFor);
			const name = this.getCurrentNodeParameter(parameter);
			const isOffered = options.some(({ value }) => value === name);
			if (isOffered || typeof name !== 'string' || name === '' || isExpression(name)) return options;
			// The editor marks a value that isn't among the options as an error.
			return [...options, { name, value: name }];
		});
	};
}

function optionsFor(info: ProviderInfo, declared: unknown): INodePropertyOptions[] {
	const fields = (Array.isArray(declared) ? (declared as unknown[]) : [])
		.filter((field): field is IDataObject => isObject(field) && typeof field.name === 'string')
		.map((field) => ({ field, modules: otherModules(info, field) }));
	if (fields.length === 0) return [hint(`No known fields for ${info.label}`, NAME_BY_EXPRESSION)];
	// Sorting is stable, so that otherwise the order is that of the catalog.
	return fields
		.sort((a, b) => a.modules.length - b.modules.length)
		.map(({ field, modules }) => optionOf(field, modules));
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

function optionOf(
	{ name, displayName, prompt, docsURL }: IDataObject,
	modules: string[],
): INodePropertyOptions {
	const url = URL.canParse(String(docsURL)) ? new URL(String(docsURL)) : undefined;
	const isWebPage = url && ['http:', 'https:'].includes(url.protocol);
	const link = isWebPage && `<a href="${url.href}" target="_blank">Docs</a>`;
	const label = String(displayName || name);
	// Errors of the API use the name.
	const apiName = label.toLowerCase() === String(name).toLowerCase() ? '' : name;
	// The prompt last, because the editor cuts a description after two lines.
	const description = [apiName, link, prompt].filter(Boolean).join(' · ');
	const note = modules.length ? ` (Only for ${modules.join(', ')})` : '';
	return {
		name: `${label}${note}`,
		value: String(name),
		...(description && { description }),
	};
}

/** A hint instead of the error if a parameter that the lookup needs is missing; any other error is thrown. */
function hintFor(error: unknown): INodePropertyOptions[] {
	if (error instanceof Failure && error.details.invalidInput) return [hint(error.message, error.description)];
	throw error;
}

function hint(name: string, description?: string): INodePropertyOptions {
	return { name, value: '', description, disabled: true };
}
