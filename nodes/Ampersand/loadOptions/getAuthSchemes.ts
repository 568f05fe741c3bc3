import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isMultiStep } from '../../shared/provider';
import { schemeOf, schemeOptions, updateSchemeOptions } from '../resources/connection/authSchemes';
import { chosenProvider, isUpdate } from './chosenProvider';

const MULTI_STEP = "Has several steps, so connect the customer in Ampersand's own UI instead";

/**
 * The auth scheme that the catalog says the chosen provider uses, and the one that is set already; every scheme as long
 * as the provider isn't known, or when it can't be looked up: an error would lock the parameter in the editor.
 */
export async function getAuthSchemes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const schemes = isUpdate(this) ? updateSchemeOptions : schemeOptions;
	const info = await chosenProvider(this).catch(() => undefined);
	const scheme = info && schemeOf(info);
	if (!scheme) return schemes;
	const isOffered = (value: unknown): boolean => value === scheme || (isUpdate(this) && value === 'none');
	const current = this.getCurrentNodeParameter('authScheme');
	const offered = schemes.filter(({ value }) => isOffered(value));
	// The editor marks a value that isn't among the options as an error.
	const others = schemes.filter(({ value }) => value === current && !isOffered(value));
	return [
		...offered.map((option) => (isMultiStep(info) ? { ...option, description: MULTI_STEP } : option)),
		...others.map((option) => ({ ...option, name: `${option.name} (Not for ${info.label})` })),
	];
}
