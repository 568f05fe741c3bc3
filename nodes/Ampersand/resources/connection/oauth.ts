import { textOf } from '../../../shared/paths';
import type { Operation } from '../../operation';
import { requireFields, tidyFields } from './body';
import { CONNECTION_NOT_FOUND } from './get';
import { labelOf } from './labels';

const NAMES = ['groupName', 'consumerName', 'providerWorkspaceRef', 'providerMetadata', 'providerAppId'];

export const oauthConnect: Operation = {
	purpose: {
		verb: 'create the OAuth URL',
		notFound: 'Check Project and Provider: both must exist.',
	},
	answer: 'url',
	prepare({ body }, input) {
		body.projectIdOrName = textOf(input.parameter('projectIdOrName'), labelOf('projectIdOrName'));
		requireFields(body, ['provider', 'groupRef', 'consumerRef']);
		tidyFields(body, NAMES);
	},
};

export const oauthUpdate: Operation = {
	purpose: { verb: 'create the OAuth update URL', notFound: CONNECTION_NOT_FOUND },
	answer: 'url',
};
