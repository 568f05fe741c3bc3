import { unexpectedResponse } from '../../../shared/errors/apiError';
import { isObject } from '../../../shared/values';
import type { Operation } from '../../operation';
import { readProjection } from '../../output';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH } from './fields';
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
	prepare(p) {
		const project = readProjection(p, installationOutput);
		return async (api) => {
			const response = await api.send();
			const { body } = response;
			if (isObject(body) && typeof body.id === 'string') return [project(body)];
			throw unexpectedResponse(response, get.action, 'an installation');
		};
	},
};
