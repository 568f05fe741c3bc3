import type { Operation } from '../../operation';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, urlIn } from './common';
import { toMetadataMap } from './metadata';

/** API operation `oauthConnect`. */
export const oauthConnect: Operation = {
	option: {
		name: 'Create OAuth URL',
		value: 'oauthConnect',
		action: 'Create OAuth URL for new connection',
		description: 'Create a URL where your customer can sign in and authorize a new connection',
		routing: { request: { method: 'POST', url: '/oauth-connect' } },
	},
	action: {
		label: 'create the OAuth URL',
		notFoundHint: "Check that 'Project' and 'Provider' exist.",
	},
	convert: { 'additionalFields.providerMetadata': toMetadataMap },
	prepare(p, { body }) {
		body.projectIdOrName = p.text('projectIdOrName');
		return async (api) => [{ url: urlIn(await api.send(), oauthConnect.action) }];
	},
};

/** API operation `oauthUpdate`. */
export const oauthUpdate: Operation = {
	option: {
		name: 'Create OAuth Update URL',
		value: 'oauthUpdate',
		action: 'Create OAuth URL for existing connection',
		description: 'Create a URL where your customer can sign in again to repair a broken connection',
		routing: { request: { method: 'PATCH', url: `${CONNECTION_PATH}:oauth-update` } },
	},
	action: { label: 'create the OAuth update URL', notFoundHint: CONNECTION_NOT_FOUND },
	prepare: () => async (api) => [{ url: urlIn(await api.send(), oauthUpdate.action) }],
};
