import type { INodeParameters } from 'n8n-workflow';
import selfsigned from 'selfsigned';
import { operations } from '../../../nodes/Ampersand/resources';
import { http, https, net } from '../../support/node';
import { byId, PROJECT, engineHarness } from '../../support/engineHarness';
import { staleSection } from '../../support/section';
import { EXAMPLES, type FaultRow, OPERATIONS, RETRIES } from './outcome';
import { REPORT, reportOf } from './report';
import { FAULTS } from './table';

const harness = engineHarness();

const rows = Object.entries(OPERATIONS).flatMap(([operation, kind]) =>
	FAULTS.filter(({ only }) => !only || only.includes(kind))
		.filter(({ isVariant }) => !isVariant || EXAMPLES.includes(kind))
		.map((row) => ({
			operation,
			fault: row.name,
			row,
			expected: row.outcome(kind, operations.connection[operation].action.label),
		})),
);

/** Parameters with which the operation succeeds without a fault. */
function parametersFor(operation: string): INodeParameters {
	const { connections } = harness.api.state;
	const stored = connections.find(({ connection }) => connection.authScheme === 'apiKey');
	const base = {
		operation,
		projectIdOrName: byId(stored?.connection.projectId),
		options: { maxRetries: RETRIES },
	};
	const customer = { groupRef: 'g', consumerRef: 'c' };
	switch (operation) {
		case 'getAll':
			return { ...base, returnAll: true };
		case 'generate':
			return { ...base, ...customer, provider: byId('apollo'), authScheme: 'apiKey', apiKey: 'k' };
		case 'oauthConnect':
			return { ...base, ...customer, projectIdOrName: byId(PROJECT), provider: byId('hubspot') };
		case 'update':
			return { ...base, connectionId: byId(stored?.connection.id), authScheme: 'apiKey', apiKey: 'k' };
		default:
			return { ...base, connectionId: byId(stored?.connection.id) };
	}
}

async function baseUrlFor(server: FaultRow['server']): Promise<{ baseUrl: string; close?: () => void }> {
	if (server === 'unknown') return { baseUrl: 'http://api.ampersand.invalid/v1' };
	// Not a port that was closed, because another process may get it.
	if (server === 'closed') return { baseUrl: 'http://127.0.0.1:1/v1' };
	if (server === 'selfSigned') {
		const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: '127.0.0.1' }], {
			keyType: 'ec',
		});
		const { port, close } = await listen(https.createServer({ key, cert }));
		return { baseUrl: `https://127.0.0.1:${port}/v1`, close };
	}
	if (server === 'noHandshake') {
		const { port, close } = await listen(net.createServer((socket) => void socket.destroy()));
		return { baseUrl: `https://127.0.0.1:${port}/v1`, close };
	}
	if (server === 'noTls') return { baseUrl: harness.api.url.replace('http:', 'https:') };
	return { baseUrl: harness.api.url };
}

async function listen(server: net.Server): Promise<{ port: number; close: () => void }> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as net.AddressInfo;
	return { port, close: () => void server.close() };
}

describe('the fault table', () => {
	it.each(rows)('$operation, $fault', async ({ operation, row, expected }) => {
		const { baseUrl, close } = await baseUrlFor(row.server);
		if (row.fault) harness.api.fault(row.fault);
		const requestOptions = row.server === 'timeout' ? { timeout: 50 } : undefined;
		const { error, items } = await harness.run(parametersFor(operation), [{}], {
			requestOptions,
			credential: { apiKey: harness.api.apiKey, baseUrl },
		});
		close?.();

		if (expected.error === undefined) expect(error?.message).toBeUndefined();
		else expect(error?.message).toContain(expected.error);
		expect(error?.httpCode ?? undefined).toBe(expected.httpCode?.toString());
		if (expected.error !== undefined) expect(error?.description).toBeTruthy();
		else if (operation !== 'getAll') expect(items).toHaveLength(1);
		// On a busy machine the timeout can fire before the request arrives, so count the attempts there.
		const made = row.server === 'timeout' ? harness.waits.length + 1 : harness.api.requests.length;
		expect(made).toBe(expected.requests);
		if (expected.waits) expect(harness.waits).toEqual(expected.waits);
		expect(JSON.stringify([error, error?.stack])).not.toContain(harness.api.apiKey);
	});

	it('has at least 150 rows', () => expect(rows.length).toBeGreaterThanOrEqual(150));

	it('is the one in docs/reliability.md', () => {
		expect(staleSection(REPORT, 'the fault table', reportOf(FAULTS))).toBeUndefined();
	});
});

describe('a redirect to another origin', () => {
	it('receives nothing', async () => {
		const received: http.IncomingMessage[] = [];
		const { port, close } = await listen(
			http.createServer((request, response) => {
				received.push(request);
				response.end();
			}),
		);
		const location = `http://localhost:${port}/v1/projects`;
		harness.api.fault({ respond: { status: 302, body: '', headers: { location } } });
		const { error } = await harness.run(parametersFor('get'));
		close();
		expect(received).toHaveLength(0);
		expect(error?.description).toContain(location);
	});
});

describe('a response of 50 MB', () => {
	it('is read', async () => {
		const { connection } = harness.api.state.connections[0];
		const body = JSON.stringify({ ...connection, filler: 'x'.repeat(50_000_000) });
		harness.api.fault({ respond: { status: 200, body, headers: { 'content-type': 'application/json' } } });
		const { json } = await harness.run(parametersFor('get'));
		expect(json).toHaveLength(1);
		expect(json[0].id).toBe(connection.id);
	});
});
