import type { IHookFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { NotificationsApi } from '../../nodes/AmpersandTrigger/notificationsApi';
import { response } from '../support/apiErrors';

const LISTED = [{ id: 'own' }, { id: 'other' }];

/** Ampersand, where every deletion ends like this, and both topics are still listed. */
const apiWith = (deletion: object) => {
	const respond = async (_type: string, { method }: IHttpRequestOptions) => {
		if (method === 'DELETE') return await Promise.resolve(deletion);
		return response(200, method === 'POST' ? LISTED[0] : LISTED);
	};
	const context = {
		helpers: { httpRequestWithAuthentication: respond },
		getCredentials: async () => await Promise.resolve({}),
	} as unknown as IHookFunctions;
	return new NotificationsApi(context, 'project', {});
};

describe('a deletion that ends with a 404', () => {
	it('counts only for what the same process has created, because the 404 may be from a proxy', async () => {
		const api = apiWith(response(404, ''));
		await api.create('topic', {});
		await api.delete('topic', 'other');
		expect(await api.list('topic')).toEqual(LISTED);
		await api.delete('topic', 'own');
		expect(await api.list('topic')).toEqual([LISTED[1]]);
	});
});
