import type { Operation } from '../../operation';
import { connectionLocator } from '../connection/fields';
import { inBody } from '../common/declare';
import { readJsonBody, specifyBodyFields } from '../common/jsonBody';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import {
	INSTALLATION_NOT_FOUND,
	INSTALLATION_PATH,
	installationLock,
	installationOnlyIf,
	skipSamplingOption,
} from './fields';
import { installationOutput } from './simplify';

const EXAMPLE = '{ "updateMask": ["config.content.proxy.enabled"], "installation": { "config": { … } } }';

/** API operation `updateInstallation`. */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update installation',
		description: 'Move an installation to another connection, or change its configuration',
		routing: { request: { method: 'PATCH', url: INSTALLATION_PATH } },
	},
	action: { label: 'update the installation', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: [
		...specifyBodyFields('installation', EXAMPLE, [
			connectionLocator({
				displayName: 'Connection',
				required: true,
				description: 'The connection to use from now on',
				...inBody('installation.connectionId'),
			}),
		]),
		installationOnlyIf.field,
	],
	output: installationOutput,
	options: [skipSamplingOption],
	lock: installationLock,
	prepare(p, { body }) {
		const conditions = installationOnlyIf.read(p);
		const project = readProjection(p, installationOutput);
		if (p.oneOf('specifyBody') === 'json') Object.assign(body, readJsonBody(p, 'installation', EXAMPLE));
		else body.updateMask = ['connectionId'];
		return async (api) => {
			await conditions.holds(api);
			return [project(entityIn(await api.send(), update.action, 'installation'))];
		};
	},
};
