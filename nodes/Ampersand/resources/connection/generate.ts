import { CHECK_PROJECT } from '../../../shared/errors/hints';
import type { Operation } from '../../operation';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import { authFields, readCredentials, schemeField } from './auth';
import { additionalFields, newConnectionFields } from './fields';
import { ifExistsOption, readIfExists } from './ifExists';
import { toMetadataMap } from './metadata';
import { connectionOutput } from './simplify';

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
	fields: [...newConnectionFields, schemeField, ...authFields, additionalFields()],
	output: connectionOutput,
	options: [ifExistsOption],
	// It isn't sent again when it may have been processed, because that would create a second connection (`transport/retry.ts`).
	idempotent: false,
	repeatOption: 'If One Exists',
	convert: { 'additionalFields.providerMetadata': toMetadataMap },
	// Two items that look for the same connection at the same time would both find none.
	lock: (p) =>
		(p.oneOf('options.ifExists') ?? 'create') === 'create'
			? undefined
			: `connection of ${JSON.stringify([p.text('groupRef'), p.text('consumerRef'), p.text('provider').toLowerCase()])}`,
	prepare(p, { body }) {
		const credentials = readCredentials(p);
		Object.assign(body, credentials);
		const project = readProjection(p, connectionOutput);
		const useExisting = readIfExists(p, credentials);
		return async (api) => {
			const connection =
				(await useExisting?.(api)) ?? entityIn(await api.send(), generate.action, 'connection', true);
			return [project(connection)];
		};
	},
};
