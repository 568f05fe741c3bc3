import type { Operation } from '../../operation';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH, installationOnlyIf } from './fields';
import { installationOutput } from './simplify';

/** API operation `getInstallation`. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get installation',
		description: 'Retrieve an installation and its health',
		routing: { request: { method: 'GET', url: INSTALLATION_PATH } },
	},
	action: { label: 'get the installation', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: [installationOnlyIf.field],
	output: installationOutput,
	prepare(p) {
		const conditions = installationOnlyIf.read(p);
		const project = readProjection(p, installationOutput);
		return async (api) => {
			const installation = entityIn(await api.send(), get.action, 'installation');
			conditions.check(installation);
			return [project(installation)];
		};
	},
};
