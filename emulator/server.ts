import { http } from '../test/support/node';
import { applyFault, type Faults } from './faults';
import { Problem } from './problem';
import { problemReply } from './respond';
import type { Reply } from './router';
import type { RecordedRequest } from './types';

/** Bytes of the longest body that is read. */
const MAX_BODY_BYTES = 1_048_576;

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

	add(recorded: RecordedRequest, response: http.ServerResponse): void {
		this.requests.push(recorded);
		this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
		response.once('close', () => {
			this.inFlight--;
			if (response.headersSent) recorded.status = response.statusCode;
		});
	}
}

/**
 * The HTTP server of the emulator: records each request and sends its response, unless a fault happens to it.
 *
 * @param control responds to a request that isn't one to the API; such requests aren't recorded
 * @param closing fires when the emulator is closed
 */
export function createServer(
	log: RequestLog,
	faults: Faults,
	control: (request: RecordedRequest) => Reply | undefined,
	respond: (request: RecordedRequest) => Reply,
	closing: AbortSignal,
): http.Server {
	const receive = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
		const recorded = await record(request);
		const send = (result: Reply) => sendReply(response, result);
		const controlled = control(recorded);
		if (controlled) return send(controlled);
		log.add(recorded, response);
		const sendOwn = (result: Reply) => {
			recorded.responseBody = result.body;
			send(result);
		};
		const fault = faults.next(recorded);
		fault?.handler?.(recorded);
		if (!fault) return sendOwn(respond(recorded));
		// A stalled response never ends; whatever waits is told when the emulator closes.
		const respondNow = () => respond(recorded);
		await applyFault(fault, respondNow, response, sendOwn, closing).catch(() => response.destroy());
	};
	// Idle connections stay open: a busy client can't send in time on one that is about to be closed.
	const noTimeouts = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 };
	return http.createServer(noTimeouts, (request, response) => {
		receive(request, response).catch((error: unknown) => {
			sendReply(response, problemReply(error instanceof Problem ? error : new Problem(500, String(error))));
		});
	});
}

/** @throws Problem when the body is too long */
async function record(request: http.IncomingMessage): Promise<RecordedRequest> {
	const { method = '', url = '', headers } = request;
	const rawBody = await readBody(request);
	const [path, query] = url.split('?');
	return {
		method,
		path,
		url,
		query: Object.fromEntries(new URLSearchParams(query)),
		headers,
		rawBody,
		body: parsed(rawBody),
		time: Date.now(),
	};
}

async function readBody(request: http.IncomingMessage): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Uint8Array>) {
		length += chunk.length;
		if (length <= MAX_BODY_BYTES) chunks.push(chunk);
	}
	if (length > MAX_BODY_BYTES) throw new Problem(413, 'The body is too large');
	return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function sendReply(
	response: http.ServerResponse,
	{ status, body, contentType = 'application/json; charset=utf-8', headers = {} }: Reply,
): void {
	response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': contentType }) });
	if (body === undefined) response.end();
	else response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
