import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiResponse } from '../../nodes/shared/api';
import type { Failure } from '../../nodes/shared/errors/failure';
import { clock } from '../../nodes/shared/transport/clock';
import { send, type SendOptions } from '../../nodes/shared/transport/request';

const NOW = 1_000_000;
const OK: ApiResponse = { statusCode: 200, headers: {}, body: { id: 'x' } };
const BUSY: ApiResponse = { statusCode: 503, headers: { 'retry-after': '5' }, body: '' };
const BROKEN: ApiResponse = { statusCode: 500, headers: {}, body: '' };
const MISSING: ApiResponse = { statusCode: 404, headers: {}, body: '' };

/** Sends a request by an HTTP client that gives these outcomes one after the other. */
async function sendBy(
	outcomes: Array<ApiResponse | Error>,
	request: Partial<IHttpRequestOptions> = {},
	options: Partial<SendOptions> = {},
	getCredentials: () => Promise<IDataObject> = async () =>
		await Promise.resolve({ baseUrl: 'https://api.example.com/v1' }),
) {
	const sent: IHttpRequestOptions[] = [];
	const httpRequestWithAuthentication = async (_: string, received: IHttpRequestOptions) => {
		const outcome = outcomes[sent.push(received) - 1];
		return outcome instanceof Error ? await Promise.reject(outcome) : await Promise.resolve(outcome);
	};
	const context = {
		helpers: { httpRequestWithAuthentication },
		getExecutionCancelSignal: () => undefined,
		getCredentials,
	} as unknown as IExecuteFunctions;
	const all = { action: { label: 'do it' }, maxRetries: 3, ...options };
	const running = send(context, { method: 'GET', url: '/', ...request }, all);
	const failure = (await running.then(
		() => undefined,
		(error: unknown) => error,
	)) as Failure | undefined;
	return { sent, failure };
}

beforeEach(() => {
	jest.spyOn(clock, 'now').mockReturnValue(NOW);
	jest.spyOn(clock, 'sleep').mockResolvedValue();
});
afterEach(() => jest.restoreAllMocks());

describe('a request with a deadline', () => {
	it('is repeated if the wait ends before', async () => {
		const { sent, failure } = await sendBy([BUSY, OK], {}, { deadline: NOW + 5001 });
		expect([sent.length, failure]).toEqual([2, undefined]);
	});

	it('is not repeated if there is no time left after the wait', async () => {
		const { sent, failure } = await sendBy([BUSY, OK], {}, { deadline: NOW + 5000 });
		expect([sent.length, failure?.details.status]).toEqual([1, 503]);
	});

	it.each([
		['the time that is left', 7000, NOW + 5000, 5000],
		['its own timeout', 3000, NOW + 5000, 3000],
		['a moment, even when it is over', 3000, NOW - 1, 1],
	])('waits for a response for at most %s', async (_, timeout, deadline, expected) => {
		const { sent } = await sendBy([OK], { timeout }, { deadline });
		expect(sent.map((request) => request.timeout)).toEqual([expected]);
	});
});

describe('the outcome', () => {
	it.each([
		['a deletion', { method: 'DELETE' }, {}, true],
		['what must not be repeated', { method: 'POST' }, { idempotent: false }, true],
		['an update', { method: 'PATCH' }, {}, false],
	] as const)('of %s after a 500, in doubt or not', async (_, request, options, expected) => {
		const { failure } = await sendBy([BROKEN], request, { ...options, maxRetries: 0 });
		expect(failure?.details.outcomeUnknown).toBe(expected);
	});

	it.each([
		['a success', 'DELETE', undefined],
		['a failure', 'POST', 404],
	] as const)('in doubt is %s of a %s when it is gone', async (_, method, status) => {
		const { failure } = await sendBy([MISSING], { method }, { outcomeUnknown: true });
		expect(failure?.details.status).toBe(status);
	});
});

describe('the error of a request without a response', () => {
	const error = (code: string) => Object.assign(new Error(code), { code });
	const once = { maxRetries: 0 };

	it('names the host of the base URL', async () => {
		const { failure } = await sendBy([error('ETIMEDOUT')], {}, once);
		expect(failure?.message).toBe("Couldn't do it: api.example.com did not respond in time");
	});

	it('names no host when there is no credential', async () => {
		const missing = async () => await Promise.reject(new Error('No credential'));
		const { failure } = await sendBy([error('ETIMEDOUT')], {}, once, missing);
		expect(failure?.message).toBe("Couldn't do it: the Ampersand API did not respond in time");
	});

	it.each([
		['ECONNREFUSED', 'proxy.test', "can't reach the proxy proxy.test:3128"],
		['ENOTFOUND', ':secret@proxy.test', "the proxy proxy.test:3128 can't be found"],
		['ETIMEDOUT', 'proxy.test', 'api.example.com did not respond in time'],
	])('names the proxy only if that is where it failed: %s (%s)', async (code, host, reason) => {
		const { failure } = await sendBy([error(code)], { proxy: { host, port: 3128 } }, once);
		expect(failure?.message).toBe(`Couldn't do it: ${reason}`);
	});
});
