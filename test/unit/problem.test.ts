import { readProblem } from '../../nodes/shared/errors/problem';
import { failureFor, SECRET } from '../support/apiErrors';

describe('a problem', () => {
	it('has the fields of the documented type', () => {
		const problem = {
			title: 'Busy',
			detail: 'Too many requests',
			remedy: 'Wait',
			causes: ['one', 'two'],
			requestId: 'request-1',
			retryable: true,
			retryAfter: '2026-11-24T12:00:00Z',
			issues: [{ in: 'body', name: 'groupRef' }],
		};
		expect(readProblem(problem)).toEqual(problem);
	});

	it('has no field of another type', () => {
		const problem = {
			title: 1,
			detail: ' ',
			remedy: [],
			causes: ['one', 2, null],
			requestId: '',
			retryable: 'no',
			retryAfter: 5,
			issues: [null, 7, { name: 'groupRef' }],
		};
		expect(readProblem(problem)).toEqual({ causes: ['one'], issues: [{ name: 'groupRef' }] });
	});

	it.each([
		['causes', 'one'],
		['issues', { name: 'groupRef' }],
	])('has no %s unless they are a list', (field, value) => {
		expect(readProblem({ [field]: value })).toBeUndefined();
	});

	it.each([null, '', ' ', [], {}, { status: 400 }, { detail: [] }, '<html>No', '{"detail":"cut o', '["a"'])(
		'is not %j',
		(body) => {
			expect(readProblem(body)).toBeUndefined();
		},
	);
});

describe('the message about a response', () => {
	it.each([
		['the detail', { title: 'Bad', detail: 'The group is unknown' }, 'The group is unknown'],
		['the title if the detail is blank', { title: 'Bad', detail: ' ' }, 'Bad'],
	])('is %s', (_, body, message) => {
		expect(failureFor(400, body).message).toBe(message);
	});

	it.each([
		[{ message: 'slow down', error: 'no' }, 'slow down'],
		[{ error: 'slow down' }, 'slow down'],
		[{ error: { message: 'slow down' } }, 'slow down'],
		[{ msg: 'slow down' }, 'slow down'],
		[{ error: 'invalid_grant', error_description: 'slow down' }, 'slow down'],
		['slow down\n', 'slow down'],
		[{}, "Couldn't get the connection (HTTP 418)"],
		['', "Couldn't get the connection (HTTP 418)"],
		['<?xml version="1.0"?><Error>slow down</Error>', "Couldn't get the connection (HTTP 418)"],
		['<!doctype html><title>Slow down</title>', "Couldn't get the connection (HTTP 418)"],
	])('of a gateway, %j, is %j', (body, message) => {
		expect(failureFor(418, body).message).toBe(message);
	});

	it.each([
		[
			'its first cause',
			{ detail: 'v1.2 is bad.', causes: ['it is old', 'another'] },
			'v1.2 is bad: it is old',
		],
		[
			'its first issue without a cause',
			{ title: 'Invalid', issues: [{ name: 'url', detail: 'must be public' }] },
			'Invalid: must be public',
		],
		['the title of an issue', { detail: 'No', issues: [{ title: 'Unknown group' }] }, 'No: Unknown group'],
		[
			'a text in a list of errors',
			{ errors: ['groupRef is required'] },
			"Couldn't get the connection (HTTP 400): groupRef is required",
		],
		[
			'an object in a list of errors',
			{ errors: [{ message: 'groupRef is required' }] },
			"Couldn't get the connection (HTTP 400): groupRef is required",
		],
		[
			'a list in place of the detail',
			{ detail: [{ loc: ['body', 'groupRef'], msg: 'field required' }] },
			"Couldn't get the connection (HTTP 400): field required",
		],
	])('is followed by %s', (_, body, message) => {
		expect(failureFor(400, body).message).toBe(message);
	});

	it('does not repeat a cause that it says already', () => {
		const body = { detail: 'The quota is used up.', causes: ['the quota is used up'] };
		expect(failureFor(400, body).message).toBe('The quota is used up.');
	});

	it.each([
		['a detail', { detail: 'x'.repeat(200_000) }],
		['a text', 'x'.repeat(200_000)],
	])('cuts %s of any length', (_, body) => {
		expect(failureFor(400, body).message).toBe(`${'x'.repeat(500)}…`);
	});

	it('masks a secret before it is cut', () => {
		expect(failureFor(400, { detail: `${'x'.repeat(495)}${SECRET}` }).message).toBe(
			`${'x'.repeat(495)}[hidd…`,
		);
	});
});
