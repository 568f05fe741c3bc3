import type { IDataObject } from 'n8n-workflow';
import {
	connectionOutput,
	includedCredentials,
	withoutCredentials,
} from '../../nodes/Ampersand/resources/connection/simplify';
import {
	installationOutput,
	withoutCredentials as installationWithoutCredentials,
} from '../../nodes/Ampersand/resources/installation/simplify';

const tokens = { accessToken: { token: 'a' }, refreshToken: { token: 'r' }, scopes: ['s'] };
const connection: IDataObject = {
	id: 'connection-1',
	provider: 'apollo',
	createTime: '2026-01-01T00:00:00Z',
	group: { groupRef: 'group-1' },
	apiKey: 'k',
	oauth2AuthorizationCode: tokens,
};

describe('a simplified connection', () => {
	it('has no fields for what the API did not return', () => {
		expect(connectionOutput.simplify(connection)).toStrictEqual({
			id: 'connection-1',
			provider: 'apollo',
			groupRef: 'group-1',
			updateTime: '2026-01-01T00:00:00Z',
		});
	});
});

describe('the credentials of a connection', () => {
	it('are left out', () => {
		expect(withoutCredentials(connection)).toStrictEqual({
			id: 'connection-1',
			provider: 'apollo',
			createTime: '2026-01-01T00:00:00Z',
			group: { groupRef: 'group-1' },
		});
	});

	it('are left out of the connection of an installation', () => {
		const installation = { id: 'i', connection };
		expect(JSON.stringify(installationWithoutCredentials(installation))).not.toMatch(/apiKey|Token/);
	});

	it.each([
		[{ credentials: false, refreshToken: false }, {}],
		[
			{ credentials: true, refreshToken: false },
			{ apiKey: 'k', oauth2AuthorizationCode: { accessToken: { token: 'a' }, scopes: ['s'] } },
		],
		[
			{ credentials: true, refreshToken: true },
			{ apiKey: 'k', oauth2AuthorizationCode: tokens },
		],
		[
			{ credentials: false, refreshToken: true },
			{ apiKey: 'k', oauth2AuthorizationCode: tokens },
		],
	])('with %j are exactly those that were asked for', (included, shown) => {
		expect(includedCredentials(connection, included)).toStrictEqual(shown);
	});

	it('have no tokens if the connection has none', () => {
		const included = { credentials: true, refreshToken: false };
		expect(includedCredentials({ id: 'c', apiKey: 'k' }, included)).toStrictEqual({ apiKey: 'k' });
	});

	it('are not removed from the original response', () => {
		includedCredentials(connection, { credentials: true, refreshToken: false });
		expect(connection.oauth2AuthorizationCode).toEqual(tokens);
	});
});

describe('a simplified installation', () => {
	it('names its connection, its provider, and its customer', () => {
		const installation = {
			id: 'i',
			integrationId: 'n',
			createTime: 't',
			healthStatus: 'healthy',
			connection: { id: 'c', provider: 'hubspot', group: { groupRef: 'g' } },
			config: { large: true },
		};
		expect(installationOutput.simplify(installation)).toStrictEqual({
			id: 'i',
			integrationId: 'n',
			connectionId: 'c',
			provider: 'hubspot',
			groupRef: 'g',
			healthStatus: 'healthy',
			createTime: 't',
		});
	});

	it('has at most ten fields', () => expect(installationOutput.simpleFields).toHaveLength(10));
});
