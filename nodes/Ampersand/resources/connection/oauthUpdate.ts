import type { Operation } from '../../operation';
import { urlIn } from '../common/responses';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, connectionOnlyIf, oauthUrlNotice } from './fields';

/** API operation `oauthUpdate`. */
export const oauthUpdate: Operation = {
	option: {
		name: 'Create OAuth Update URL',
		value: 'oauthUpdate',
		action: 'Create OAuth URL for existing connection',
		description: 'Create a URL where your customer repairs a connection (it may expire after ten minutes)',
		routing: { request: { method: 'PATCH', url: `${CONNECTION_PATH}:oauth-update` } },
	},
	action: { label: 'create the OAuth update URL', notFoundHint: CONNECTION_NOT_FOUND },
	fields: [oauthUrlNotice, connectionOnlyIf.field],
	prepare(p) {
		const conditions = connectionOnlyIf.read(p);
		return async (api) => {
			await conditions.holds(api);
			return [{ url: urlIn(await api.send(), oauthUpdate.action) }];
		};
	},
};
