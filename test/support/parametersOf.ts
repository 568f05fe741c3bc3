import type { INodeParameters } from 'n8n-workflow';
import { byId, PROJECT } from './engineHarness';

/** Parameters of one operation of each kind, which take the connection from `id` of the item; `apiKey` is what they send. */
export function parametersOf(
	apiKey: string,
): Record<'get' | 'generate' | 'update' | 'remove' | 'list', INodeParameters> {
	const get: INodeParameters = {
		operation: 'get',
		projectIdOrName: byId(PROJECT),
		connectionId: byId('={{ $json.id }}'),
	};
	return {
		get,
		generate: {
			operation: 'generate',
			projectIdOrName: byId(PROJECT),
			provider: byId('apollo'),
			groupRef: 'g',
			consumerRef: 'c',
			authScheme: 'apiKey',
			apiKey,
		},
		update: { ...get, operation: 'update', authScheme: 'apiKey', apiKey },
		remove: { ...get, operation: 'delete' },
		list: { operation: 'getAll', projectIdOrName: byId(PROJECT) },
	};
}
