import { CHECK_PROJECT } from '../../../shared/errors/hints';
import type { Operation } from '../../operation';
import { entityIn } from '../common/responses';
import { readCredentials } from './auth';
import { toMetadataMap } from './metadata';
import { withoutCredentials } from './simplify';

/** API operation `generateConnection`. */
export const generate: Operation = {
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate connection',
		description: 'Create a new connection from credentials you already have, such as an API key',
		routing: { request: { method: 'POST', url: '/projects/{projectIdOrName}/connections:generate' } },
	},
	action: { label: 'generate the connection', notFoundHint: CHECK_PROJECT },
	idempotent: false,
	convert: { 'additionalFields.providerMetadata': toMetadataMap },
	prepare(p, { body }) {
		Object.assign(body, readCredentials(p));
		return async (api) => [
			withoutCredentials(entityIn(await api.send(), generate.action, 'connection', true)),
		];
	},
};
