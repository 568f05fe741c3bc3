import { readCredentials } from '../../nodes/Ampersand/resources/connection/auth';
import { toMetadataMap } from '../../nodes/Ampersand/resources/connection/metadata';
import { readerOf } from '../support/readerOf';

describe('a choice that was left empty by hand', () => {
	it('is no auth scheme', () => {
		const { p } = readerOf({ operation: 'generate', authScheme: '', apiKey: 'k' });
		expect(readCredentials(p)).toEqual({});
	});

	it('is the source that the editor offers', () => {
		const entry = [{ key: 'a', value: 'b', source: '' }];
		const { p } = readerOf({ operation: 'oauthConnect', additionalFields: { providerMetadata: { entry } } });
		const map = toMetadataMap(p, 'additionalFields.providerMetadata');
		expect(map).toEqual({ a: { value: 'b', source: 'input' } });
	});
});
