import type { FastifyReply } from 'fastify';
import { type http, once, timersPromises } from '../test/support/node';
import { problemBody } from './problem';
import type { Reply } from './router';
import type { Fault, FaultResponse, RecordedRequest } from './types';

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
	request: RecordedRequest,
	respond: () => Reply,
	reply: FastifyReply,
	send: (response: Reply) => void,
	closing: AbortSignal,
): Promise<void> {
	if (fault.delayMs) await timersPromises.setTimeout(fault.delayMs, undefined, { signal: closing });
	if (fault.hold) await Promise.race([fault.hold, once(closing, 'abort')]);
	const needsBody = fault.drop === 'midBody' || fault.stall === 'midBody' || fault.cut;
	const response = fault.perform || needsBody ? respond() : undefined;
	const replacement = fault.respondTo?.(request) ?? fault.respond;
	if (replacement) return replace(replacement, reply);
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

function replace({ status, headers, body }: FaultResponse, reply: FastifyReply): void {
	const isText = typeof body === 'string';
	const contentType = isText ? 'text/html' : status >= 400 ? 'application/problem+json' : 'application/json';
	const sent = isText
		? body
		: JSON.stringify(body === undefined && status >= 400 ? problemBody(status, '') : body);
	raw(reply, status, { 'content-type': contentType, ...headers }).end(sent);
}

function drop(where: NonNullable<Fault['drop']>, real: Reply | undefined, reply: FastifyReply): void {
	const text = JSON.stringify(real?.body ?? {});
	if (where === 'beforeHeaders') {
		raw(reply).socket?.resetAndDestroy();
		return;
	}
	const response = raw(reply, real?.status ?? 200, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
	});
	const sent = where === 'midBody' ? text.slice(0, Math.floor(text.length / 2)) : '';
	response.flushHeaders();
	response.write(sent, () => response.socket?.resetAndDestroy());
}

function stall(where: NonNullable<Fault['stall']>, real: Reply | undefined, reply: FastifyReply): void {
	if (where === 'beforeHeaders') {
		raw(reply);
		return;
	}
	const text = where === 'midBody' ? JSON.stringify(real?.body) : '';
	const length = Math.max(Buffer.byteLength(text), 1000);
	const response = raw(reply, 200, { 'content-type': 'application/json', 'content-length': length });
	response.flushHeaders();
	if (text) response.write(text.slice(0, Math.floor(text.length / 2)));
}

function cut(real: Reply, reply: FastifyReply): void {
	const text = JSON.stringify(real.body);
	raw(reply, real.status, { 'content-type': 'application/json' }).end(
		text.slice(0, Math.floor(text.length / 2)),
	);
}

/** Takes the response out of Fastify's hands. */
function raw(
	reply: FastifyReply,
	status = 200,
	headers: Record<string, string | number> = {},
): http.ServerResponse {
	reply.hijack();
	reply.raw.statusCode = status;
	for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
	return reply.raw;
}
