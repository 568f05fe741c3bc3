import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../nodes/shared/errors/failure';
import { send } from '../../nodes/shared/transport/request';

/** An HTTP client that never settles, as axios 1.12 in n8n 2.0 when a response can't be decompressed; n8n's engine here has a later one. */
let told: AbortSignal | undefined;
async function httpRequestWithAuthentication(this: IExecuteFunctions): Promise<never> {
	told = this.getExecutionCancelSignal();
	return await new Promise<never>(() => undefined);
}
const context = {
	helpers: { httpRequestWithAuthentication },
	getExecutionCancelSignal: () => undefined,
	getCredentials: async () => await Promise.resolve({}),
} as unknown as IExecuteFunctions;

describe('a request that the HTTP client never settles', () => {
	let endOfTime: AbortController;
	beforeEach(() => {
		endOfTime = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValue(endOfTime.signal);
	});

	it('fails after ten times its timeout', async () => {
		const running = send(context, { method: 'GET', url: '/' }, { action: { label: 'wait' }, maxRetries: 0 });
		endOfTime.abort();
		await expect(running).rejects.toThrow('did not respond in time');
	});

	it('is in doubt if it must not be repeated', async () => {
		const options = { action: { label: 'create it' }, maxRetries: 3, idempotent: false };
		const running = send(context, { method: 'POST', url: '/' }, options);
		endOfTime.abort();
		const { details } = (await running.catch((error: unknown) => error)) as Failure;
		expect(details.outcomeUnknown).toBe(true);
	});

	it('ends when the run stops', async () => {
		const stop = new AbortController();
		const options = { action: { label: 'wait' }, maxRetries: 0, signal: stop.signal };
		const running = send(context, { method: 'GET', url: '/' }, options);
		stop.abort();
		await expect(running).rejects.toThrow('canceled');
	});

	it.each([['a response as a whole'], ['a stream']])('is ended in the HTTP client, too: %s', async (kind) => {
		const stop = new AbortController();
		const readStream = kind === 'a stream' ? async () => await Promise.resolve() : undefined;
		const options = { action: { label: 'wait' }, maxRetries: 0, signal: stop.signal, readStream };
		const running = send(context, { method: 'GET', url: '/' }, options).catch(() => undefined);
		expect(told?.aborted).toBe(false);
		stop.abort();
		expect(told?.aborted).toBe(true);
		await running;
	});
});
