import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { http } from '../test/support/node';
import { controlRoutes } from './controlRoutes';
import type { Controls } from './controls';
import { applyFault, type Faults } from './faults';
import { Problem } from './problem';
import { problemReply } from './respond';
import type { Reply } from './router';
import type { RecordedRequest } from './types';

/** What has arrived at the emulator. */
export class RequestLog {
	readonly requests: RecordedRequest[] = [];

	maxInFlight = 0;

	private inFlight = 0;

	/** Forgets everything but the requests that are under way. */
	reset(): void {
		this.requests.length = 0;
		this.maxInFlight = this.inFlight;
	}

	add(request: FastifyRequest, reply: FastifyReply): RecordedRequest {
		const recorded = record(request);
		this.requests.push(recorded);
		this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
		reply.raw.once('close', () => {
			this.inFlight--;
			if (reply.raw.headersSent) recorded.status = reply.raw.statusCode;
		});
		return recorded;
	}
}

/** What one emulator does with its requests. */
interface Endpoint {
	log: RequestLog;
	faults: Faults;
	controls: Controls;
	respond: (request: RecordedRequest) => Reply;
	/** Fires when the emulator is closed. */
	closing: AbortSignal;
}

/** The emulator that each request has arrived at. */
const endpoints = new WeakMap<http.IncomingMessage, Endpoint>();

/** One application for all emulators of the process, because its start takes most of the time of a short test. */
const app = fastify({ bodyLimit: 1_048_576 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
	sendReply(reply, problemReply(new Problem(error.statusCode ?? 500, error.message)));
});
controlRoutes(app, (request) => endpointOf(request).controls);
app.all('/*', async (request, reply) => {
	const { log, faults, respond, closing } = endpointOf(request);
	const recorded = log.add(request, reply);
	const fault = faults.next(recorded);
	fault?.handler?.(recorded);
	const send = (result: Reply) => {
		recorded.responseBody = result.body;
		sendReply(reply, result);
	};
	if (!fault) send(respond(recorded));
	else {
		// A stalled response never ends; whatever waits is told when the emulator closes.
		const respondNow = () => respond(recorded);
		await applyFault(fault, recorded, respondNow, reply, send, closing).catch(() => reply.raw.destroy());
	}
	return reply;
});

/** The HTTP server of an emulator: records each request and sends its response, unless a fault happens to it. */
export async function createServer(endpoint: Endpoint): Promise<http.Server> {
	await app.ready();
	// Idle connections stay open: a busy client can't send in time on one that is about to be closed.
	const noTimeouts = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 };
	return http.createServer(noTimeouts, (request, response) => {
		endpoints.set(request, endpoint);
		app.routing(request, response);
	});
}

function endpointOf({ raw }: FastifyRequest): Endpoint {
	return endpoints.get(raw) as Endpoint;
}

function record(request: FastifyRequest): RecordedRequest {
	const [path] = request.url.split('?');
	const rawBody = typeof request.body === 'string' ? request.body : '';
	return {
		method: request.method,
		path,
		url: request.url,
		query: request.query as Record<string, string>,
		headers: request.headers,
		rawBody,
		body: parsed(rawBody),
		time: Date.now(),
	};
}

function parsed(text: string): unknown {
	// Most requests have none, and an error costs time.
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function sendReply(reply: FastifyReply, { status, body, contentType, headers = {} }: Reply): void {
	void reply.code(status).headers(headers);
	if (body === undefined) {
		void reply.send();
		return;
	}
	void reply.header('content-type', contentType ?? 'application/json; charset=utf-8');
	void reply.send(typeof body === 'string' ? body : JSON.stringify(body));
}
