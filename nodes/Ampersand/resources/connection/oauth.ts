import { requiredString } from '../../../shared/transport/path';
import type { Operation } from '../../operation';
import { requireFields, tidyFields } from './body';
import { CONNECTION_NOT_FOUND } from './get';
import { labelOf } from './labels';

const NAMES = ['groupName', 'consumerName', 'providerWorkspaceRef', 'providerMetadata', 'providerAppId'];

export const oauthConnect: Operation = {
	purpose: {
		label: 'create the OAuth URL',
		notFoundHint: 'Check Project and Provider: both must exist.',
	},
	answer: 'url',
	prepare({ body }, input) {
		body.projectIdOrName = requiredString(input.parameter('projectIdOrName'), labelOf('projectIdOrName'));
		requireFields(body, ['provider', 'groupRef', 'consumerRef']);
		tidyFields(body, NAMES);
	},
};

export const oauthUpdate: Operation = {
	purpose: { label: 'create the OAuth update URL', notFoundHint: CONNECTION_NOT_FOUND },
	answer: 'url',
};
