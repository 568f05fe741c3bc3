import { selected, simplified } from '../../nodes/Ampersand/simplify';

const connection = {
	id: 'connection-1',
	provider: 'apollo',
	createTime: '2026-01-01T00:00:00Z',
	group: { groupRef: 'group-1' },
	apiKey: { keyValue: 'k' },
	oauth2AuthorizationCode: { scopes: ['a'] },
};

describe('a simplified connection', () => {
	it('has no fields for what the API did not give', () => {
		expect(simplified(false)(connection)).toStrictEqual({
			id: 'connection-1',
			provider: 'apollo',
			groupRef: 'group-1',
			updateTime: '2026-01-01T00:00:00Z',
		});
	});

	it('holds the credentials that were asked for', () => {
		const { apiKey, oauth2AuthorizationCode } = connection;
		expect(simplified(true)(connection)).toMatchObject({ apiKey, oauth2AuthorizationCode });
	});

	it('has no field for a credential that is not there', () => {
		expect(simplified(true)({ id: 'connection-1' })).toStrictEqual({ id: 'connection-1' });
	});
});

describe('selected fields', () => {
	it('are those that the connection has, flat and raw ones', () => {
		expect(selected(['groupRef', 'group', 'consumerRef', 'nothing'])(connection)).toStrictEqual({
			groupRef: 'group-1',
			group: { groupRef: 'group-1' },
		});
	});
});
