import { toApiError } from '../../nodes/shared/errors/apiError';
import { redactor } from '../../nodes/shared/errors/redaction';
import { action, ATTEMPTS, failureFor, response } from '../support/apiErrors';

describe('the details of a failure', () => {
	it.each([
		['JSON', 404, { title: 'No' }, true],
		['empty', 404, '', true],
		['a text', 404, 'page not found', false],
		['of another status', 410, { title: 'No' }, false],
	])('say that something is missing only if the response is a 404 like those of the API: %s', (...args) => {
		const [, status, body, isMissing] = args;
		expect(failureFor(status, body).details.isMissing).toBe(isMissing);
	});

	it('have no issues if the response has none', () => {
		expect(failureFor(418, '').details.issues).toEqual([]);
	});

	const valueShown = (value: unknown, secrets: string[] = []) => {
		const body = { issues: [{ name: 'config', detail: 'No', value }] };
		return toApiError(response(422, body), action, redactor(secrets), ATTEMPTS).details.issues?.[0].value;
	};

	it('show five levels of an invalid value', () => {
		const value = { a: { b: { c: { d: { e: { f: 1 } } } } } };
		expect(valueShown(value)).toEqual({ a: { b: { c: { d: { e: '…' } } } } });
	});

	it('show twenty fields of an invalid value, and twenty entries of a list', () => {
		const list = Array.from({ length: 21 }, (_, index) => index);
		const shown = valueShown({ list, ...Object.fromEntries(list.map((index) => [`f${index}`, index])) });
		expect(Object.keys(shown as object)).toHaveLength(20);
		expect((shown as { list: number[] }).list).toEqual(list.slice(0, 20));
	});

	it('mask a number that is secret, and leave others as they are', () => {
		expect(valueShown([48392017, 12], ['48392017'])).toEqual(['[hidden]', 12]);
	});
});

describe('the text of a failure', () => {
	it('has all causes but the first in the description', () => {
		const { message, description } = failureFor(418, { detail: 'No', causes: ['one', 'two', 'three'] });
		expect(message).toBe('No: one');
		expect(description).toBe('Check the parameters of this node. Causes: two; three.');
	});

	it.each(['No.', 'No: ', 'No..', 'No . :'])('puts the reason behind %j without its end', (detail) => {
		expect(failureFor(418, { detail, causes: ['it is late'] }).message).toBe('No: it is late');
	});

	it('does not repeat a reason that differs only in its case and its period', () => {
		const body = { detail: 'Version 1.2 is too old', causes: ['version 1.2 is too old.'] };
		expect(failureFor(418, body).message).toBe('Version 1.2 is too old');
	});

	it('is cut after 500 characters', () => {
		const messageFor = (length: number) => failureFor(418, { detail: 'x'.repeat(length) }).message;
		expect(messageFor(500)).toBe('x'.repeat(500));
		expect(messageFor(501)).toBe(`${'x'.repeat(500)}…`);
	});

	it('has the first 100 characters of the title of a web page', () => {
		const { description } = failureFor(418, `<html><title>${'x'.repeat(101)}</title>`);
		expect(description).toContain(`titled '${'x'.repeat(100)}',`);
	});

	it.each([
		['an issue that says nothing', { detail: 'No', issues: [{ name: 'groupRef' }] }, 'No'],
		['a text with a brace inside', 'Replace {id} first', 'Replace {id} first'],
	])('is what the response says, with %s', (_, body, message) => {
		expect(failureFor(422, body).message).toBe(message);
	});

	it('after a 404 of the project says to check that', () => {
		const body = {
			detail: 'None',
			issues: [{ detail: 'None' }, { name: 'projectIdOrName', detail: 'None' }],
		};
		expect(failureFor(404, body).description).toContain("Check 'Project'");
	});

	it.each([
		['a part of the query after a 404', 404, 'query', "Check 'id' (query)."],
		['a part of the path after a 400', 400, 'path', "Check 'id' (path)."],
		['a part of the path after a 404, which the operation explains', 404, 'path', undefined],
	])('says to check %s', (_, status, part, description) => {
		const body = { detail: 'There is none', issues: [{ in: part, name: 'id', detail: 'There is none' }] };
		expect(failureFor(status, body).description).toBe(description);
	});
});
