import { type http, once, timersPromises } from '../test/support/node';
import { problemBody } from './problem';
import type { Reply } from './router';
import type { Fault, RecordedRequest } from './types';

/** The faults that are still to happen. */
export class Faults {
	private queue: Array<Fault & { left: number }> = [];

	constructor(private readonly random: () => number) {}

	add(fault: Fault): void {
		this.queue.push({ ...fault, left: fault.times ?? 1 });
	}

	clear(): void {
		this.queue = [];
	}

	/** The fault that happens to a request, if any. */
	next(request: RecordedRequest): Fault | undefined {
		const fault = this.queue.find(
			({ match, left, probability }) =>
				left > 0 && matches(match, request) && (probability === undefined || this.random() < probability),
		);
		if (fault) fault.left--;
		return fault;
	}
}

/**
 * Causes a fault instead of a response.
 *
 * @param respond carries out the operation and returns its response
 * @param closing fires when the emulator is closed
 */
export async function applyFault(
	fault: Fault,
	respond: () => Reply,
	reply: http.ServerResponse,
	send: (response: Reply) => void,
	closing: AbortSignal,
): Promise<void> {
	if (fault.delayMs) await timersPromises.setTimeout(fault.delayMs, undefined, { signal: closing });
	if (fault.hold) await Promise.race([fault.hold, once(closing, 'abort')]);
	const needsBody = fault.drop === 'midBody' || fault.stall === 'midBody' || fault.cut;
	const response = fault.perform || needsBody ? respond() : undefined;
	if (fault.respond) return replace(fault.respond, reply);
	if (fault.drop) return drop(fault.drop, response, reply);
	if (fault.stall) return stall(fault.stall, response, reply);
	if (fault.cut && response) return cut(response, reply);
	send(response ?? respond());
}

function matches(match: Fault['match'], { method, url }: RecordedRequest): boolean {
	if (match?.method !== undefined && match.method !== method) return false;
	if (match?.path === undefined) return true;
	return typeof match.path === 'string' ? url.includes(match.path) : match.path.test(url);
}

function replace({ status, headers, body }: NonNullable<Fault['respond']>, reply: http.ServerResponse): void {
	const isText = typeof body === 'string';
	const contentType = isText ? 'text/html' : status >= 400 ? 'application/problem+json' : 'application/json';
	const sent = isText
		? body
		: JSON.stringify(body === undefined && status >= 400 ? problemBody(status, '') : body);
	started(reply, status, { 'content-type': contentType, ...headers }).end(sent);
}

function drop(where: NonNullable<Fault['drop']>, real: Reply | undefined, reply: http.ServerResponse): void {
	const text = JSON.stringify(real?.body ?? {});
	if (where === 'beforeHeaders') {
		reply.socket?.resetAndDestroy();
		return;
	}
	const response = started(reply, real?.status ?? 200, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
	});
	const sent = where === 'midBody' ? text.slice(0, Math.floor(text.length / 2)) : '';
	response.flushHeaders();
	response.write(sent, () => response.socket?.resetAndDestroy());
}

function stall(
	where: NonNullable<Fault['stall']>,
	real: Reply | undefined,
	reply: http.ServerResponse,
): void {
	if (where === 'beforeHeaders') return;
	const text = where === 'midBody' ? JSON.stringify(real?.body) : '';
	const length = Math.max(Buffer.byteLength(text), 1000);
	const response = started(reply, 200, { 'content-type': 'application/json', 'content-length': length });
	response.flushHeaders();
	if (text) response.write(text.slice(0, Math.floor(text.length / 2)));
}

function cut(real: Reply, reply: http.ServerResponse): void {
	const text = JSON.stringify(real.body);
	started(reply, real.status, { 'content-type': 'application/json' }).end(
		text.slice(0, Math.floor(text.length / 2)),
	);
}

/** A response with its status and headers set, of which nothing has been sent yet. */
function started(
	reply: http.ServerResponse,
	status = 200,
	headers: Record<string, string | number> = {},
): http.ServerResponse {
	reply.statusCode = status;
	for (const [name, value] of Object.entries(headers)) reply.setHeader(name, value);
	return reply;
}
