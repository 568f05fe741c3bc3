import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../../shared/values';
import { optionsOfProvider } from './optionsOfProvider';

/** The metadata that the provider asks for (`metadata.input` of schema `ProviderInfo`). */
export async function getMetadataKeys(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOfProvider(this, '&key', ({ metadata }) =>
		isObject(metadata) ? metadata.input : undefined,
	);
}
