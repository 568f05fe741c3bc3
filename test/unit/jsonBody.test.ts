import { readJsonBody } from '../../nodes/Ampersand/resources/common/jsonBody';
import { readerOf } from '../support/readerOf';
import { thrownBy } from '../support/thrownBy';

const read = (body: object) => {
	const { p } = readerOf({ operation: 'update', specifyBody: 'json', jsonBody: JSON.stringify(body) });
	return readJsonBody(p, 'connection', '{}');
};

describe('a field of the mask', () => {
	it.each([
		['is set', ['apiKey'], { apiKey: 'k' }],
		['is set to nothing', ['apiKey'], { apiKey: null }],
		['is set within an object', ['basicAuth.password'], { basicAuth: { password: 'p' } }],
		['has dots in its name', ['providerMetadata.a.b'], { providerMetadata: { 'a.b': { value: 'v' } } }],
		['has dots in the name of its object', ['a.b.c'], { 'a.b': { c: 1 } }],
	])('has a value if it %s', (_, updateMask, connection) => {
		expect(read({ updateMask, connection })).toEqual({ updateMask, connection });
	});

	it.each([
		['is missing', 'apiKey', { basicAuth: {} }],
		['is missing in its object', 'basicAuth.password', { basicAuth: { username: 'u' } }],
		['is looked for in a text', 'apiKey.length', { apiKey: 'k' }],
		['is looked for in a list', 'list.length', { list: [1] }],
		['is only inherited', 'constructor', {}],
	])('has none if it %s', (_, field, connection) => {
		const { message } = thrownBy(() => read({ updateMask: [field], connection }));
		expect(message).toBe(
			`The parameter 'JSON Body' has no value in "connection" for "${field}" of "updateMask"`,
		);
	});
});
