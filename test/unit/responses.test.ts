import { MAY_HAVE_SUCCEEDED } from '../../nodes/shared/errors/hints';
import { entityIn, urlIn } from '../../nodes/Ampersand/resources/common/responses';
import { action, response } from '../support/apiErrors';
import { thrownBy } from '../support/thrownBy';

describe('a URL in a response', () => {
	it.each([
		['with HTTPS', 'https://login.example/?state=1'],
		['without', 'http://localhost:3000'],
	])('is accepted %s', (_, body) => {
		expect(urlIn(response(200, body), action)).toBe(body);
	});

	it.each([
		['text before it', 'see https://login.example'],
		['text after it', 'https://login.example and more'],
		['another scheme', 'javascript:alert(1)'],
		['a list', ['https://login.example']],
	])('is refused: %s', (_, body) => {
		const { message } = thrownBy(() => urlIn(response(200, body), action));
		expect(message).toBe('Unexpected response when trying to get the connection: expected a URL');
	});
});

describe('a response without an entity', () => {
	it('leaves no doubt whether the request has changed anything, unless the caller says so', () => {
		const doubt = (...isInDoubt: boolean[]) =>
			thrownBy(() => entityIn(response(200, {}), action, 'connection', ...(isInDoubt as [boolean])));
		expect(doubt().details.outcomeUnknown).toBe(false);
		expect(doubt(true).description).toContain(MAY_HAVE_SUCCEEDED);
	});
});
