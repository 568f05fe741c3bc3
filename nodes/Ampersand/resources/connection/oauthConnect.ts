import type { Operation } from '../../operation';
import { urlIn } from '../common/responses';
import { additionalFields, newConnectionFields, oauthUrlNotice, providerAppField } from './fields';
import { toMetadataMap } from './metadata';

/** API operation `oauthConnect`. */
export const oauthConnect: Operation = {
	option: {
		name: 'Create OAuth URL',
		value: 'oauthConnect',
		action: 'Create OAuth URL for new connection',
		description: 'Create a URL where your customer signs in to connect (it may expire after ten minutes)',
		routing: { request: { method: 'POST', url: '/oauth-connect' } },
	},
	action: {
		label: 'create the OAuth URL',
		notFoundHint: "Check that 'Project' and 'Provider' exist.",
	},
	fields: [oauthUrlNotice, ...newConnectionFields, additionalFields([providerAppField])],
	convert: { 'additionalFields.providerMetadata': toMetadataMap },
	prepare(p, { body }) {
		body.projectIdOrName = p.text('projectIdOrName');
		return async (api) => [{ url: urlIn(await api.send(), oauthConnect.action) }];
	},
};
