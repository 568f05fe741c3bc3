import { groupField } from '../../../shared/fields';
import type { Operation } from '../../operation';
import { connectionLocator } from '../connection/fields';
import { inBody } from '../common/declare';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import { INSTALLATIONS_PATH, INTEGRATION_NOT_FOUND, skipSamplingOption } from './fields';
import { installationOutput } from './simplify';

/** API operation `createInstallation`. */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create installation',
		description: 'Install an integration for a customer who has a connection',
		routing: { request: { method: 'POST', url: INSTALLATIONS_PATH } },
	},
	action: { label: 'create the installation', notFoundHint: INTEGRATION_NOT_FOUND },
	fields: [
		groupField({
			required: true,
			description: 'The customer to install the integration for',
			...inBody('groupRef'),
		}),
		connectionLocator({
			displayName: 'Connection',
			description: "The connection to use. Leave empty to use the customer's default connection.",
			...inBody('connectionId'),
		}),
		{
			displayName: 'Config',
			name: 'config',
			type: 'json',
			typeOptions: { rows: 6 },
			default: '{}',
			required: true,
			placeholder: 'e.g. { "provider": "salesforce", "read": { "objects": { … } } }',
			description: 'The content of the configuration: what to read, write, and subscribe to',
			...inBody('config.content'),
		},
	],
	output: installationOutput,
	options: [skipSamplingOption],
	idempotent: false,
	convert: {
		// Without a connection the API uses the default one, so an expression must find something.
		connectionId: (p, path) => p.filter(path),
		config: (p, path) => {
			const content = p.json(path);
			if (Object.keys(content).length === 0) throw p.invalid(path, 'is empty');
			return content;
		},
	},
	prepare(p) {
		const project = readProjection(p, installationOutput);
		return async (api) => [project(entityIn(await api.send(), create.action, 'installation', true))];
	},
};
