import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../../shared/values';
import { optionsOfProvider } from './optionsOfProvider';

/** The values that the provider's custom auth asks for (`customOpts.inputs` of schema `ProviderInfo`). */
export async function getCustomAuthNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOfProvider(this, '&name', ({ customOpts }) =>
		isObject(customOpts) ? customOpts.inputs : undefined,
	);
}
