import { LoadOptionsContext } from 'n8n-core';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { allEntries } from '../../nodes/shared/transport/listOptions';
import { send, type SendOptions } from '../../nodes/shared/transport/request';
import { MemoryCredentials } from '../support/engine/credentials';
import { source } from '../support/engine/source';
import { engineHarness } from '../support/engineHarness';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();

const action = { label: 'list the projects', notFoundHint: '' };
const credentials = () => new MemoryCredentials(source.credential, harness.credential());

/** Sends a request for the list of projects, with one retry. */
async function sendOne(
	options: Partial<SendOptions> = {},
	request: Partial<IHttpRequestOptions> = {},
	helper = credentials(),
) {
	const file = workflowWith({});
	const { nodes } = harness.engine.workflow(file);
	const additionalData = harness.engine.additionalData(file, helper, 'internal');
	const workflow = harness.engine.workflow(file);
	const context = new LoadOptionsContext(workflow, nodes.Ampersand, additionalData, 'parameters.none');
	return await send(
		context,
		{ method: 'GET', url: '/projects', ...request },
		{ action, maxRetries: 1, ...options },
	);
}

const FAILURES = [
	['a 502', { respond: { status: 502, body: '' } }],
	['a lost connection', { drop: 'beforeHeaders' }],
] as const;

describe('a request that may be repeated', () => {
	it.each(FAILURES)('is what it is by default: it is retried after %s', async (_, fault) => {
		harness.api.fault(fault);
		expect((await sendOne()).statusCode).toBe(200);
		expect(harness.api.requests).toHaveLength(2);
	});
});

describe('a request that must not be repeated', () => {
	it.each(FAILURES)('is not retried after %s, and its outcome is unknown', async (_, fault) => {
		harness.api.fault(fault);
		await expect(sendOne({ idempotent: false })).rejects.toMatchObject({ details: { outcomeUnknown: true } });
		expect(harness.api.requests).toHaveLength(1);
	});
});

describe('a response', () => {
	it('with status 300 is a failure', async () => {
		harness.api.fault({ respond: { status: 300, body: [] } });
		await expect(sendOne()).rejects.toThrow('the response is a redirect (HTTP 300)');
	});

	it.each([
		[404, true],
		[403, false],
	])('with status %i after a lost one means that something is deleted: %s', async (status, isDeleted) => {
		harness.api.fault({ respond: { status: 502 } });
		harness.api.fault({ respond: { status, body: { title: 'No' } } });
		const sent = sendOne({ treat404AsSuccess: true }).then(
			(response) => response.statusCode === status,
			() => false,
		);
		await expect(sent).resolves.toBe(isDeleted);
	});
});

describe('a list', () => {
	const listOptions = { ...allEntries, limit: 1 };

	it('is read up to the limit', async () => {
		expect(await sendOne({ listOptions })).toMatchObject({ body: undefined, entries: [{}] });
	});

	it('that breaks off names the host', async () => {
		harness.api.fault({ times: 2, drop: 'midBody' });
		const { host } = new URL(harness.api.url);
		await expect(sendOne({ listOptions: allEntries })).rejects.toThrow(
			`the connection to ${host} was closed`,
		);
	});

	it.each(['beforeHeaders', 'midBody'] as const)('that stalls ends at its timeout: %s', async (stall) => {
		harness.api.fault({ stall });
		const sent = sendOne({ listOptions: allEntries, maxRetries: 0 }, { timeout: 50 });
		await expect(sent).rejects.toThrow('did not respond in time');
	});

	it.each(['beforeHeaders', 'midBody'] as const)('that stalls ends with its signal: %s', async (stall) => {
		const stop = new AbortController();
		harness.api.fault({ stall, handler: () => stop.abort() });
		const sent = sendOne({ listOptions: allEntries, maxRetries: 0, signal: stop.signal });
		await expect(sent).rejects.toThrow('The execution was canceled');
	});
});

describe('a request whose signal has aborted', () => {
	it('is not sent', async () => {
		await expect(sendOne({ signal: AbortSignal.abort() })).rejects.toThrow('The execution was canceled');
		expect(harness.api.requests).toHaveLength(0);
	});
});

describe('a credential that was read before', () => {
	it('is not read again', async () => {
		const helper = credentials();
		const credential = { ...harness.credential() };
		await sendOne({ credential }, {}, helper);
		expect(helper.decryptions).toBe(0);
	});
});
