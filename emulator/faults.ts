import type { FastifyReply } from 'fastify';
import { type http, once, timersPromises } from '../test/support/node';
import { problemBody } from './problem';
import type { Reply } from './router';
import type { Fault, RecordedRequest } from './types';

/** Faults that wait for their requests. */
export class Faults {
	private queue: Array<Fault & { left: number }> = [];

	constructor(private readonly random: () => number) {}

	add(fault: Fault): void {
		this.queue.push({ ...fault, left: fault.times ?? 1 });
	}

	clear(): void {
		this.queue = [];
	}

	/** The fault that happens to a request, if one does. */
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
 * Lets a fault happen in place of an answer.
 *
 * @param real gives the real answer
 * @param closing fires when the emulator is closed
 */
export async function happen(
	fault: Fault,
	real: () => Reply,
	reply: FastifyReply,
	send: (answer: Reply) => void,
	closing: AbortSignal,
): Promise<void> {
	if (fault.delayMs) await timersPromises.setTimeout(fault.delayMs, undefined, { signal: closing });
	if (fault.hold) await Promise.race([fault.hold, once(closing, 'abort')]);
	const answer =
		fault.perform || fault.drop === 'midBody' || fault.stall === 'midBody' || fault.cut ? real() : undefined;
	if (fault.respond) return respond(fault.respond, reply);
	if (fault.drop) return drop(fault.drop, answer, reply);
	if (fault.stall) return stall(fault.stall, answer, reply);
	if (fault.cut && answer) return cut(answer, reply);
	send(answer ?? real());
}

function matches(match: Fault['match'], { method, url }: RecordedRequest): boolean {
	if (match?.method !== undefined && match.method !== method) return false;
	if (match?.path === undefined) return true;
	return typeof match.path === 'string' ? url.includes(match.path) : match.path.test(url);
}

function respond({ status, headers, body }: NonNullable<Fault['respond']>, reply: FastifyReply): void {
	const isText = typeof body === 'string';
	const standard = isText ? 'text/html' : status >= 400 ? 'application/problem+json' : 'application/json';
	const sent = isText
		? body
		: JSON.stringify(body === undefined && status >= 400 ? problemBody(status, '') : body);
	raw(reply, status, { 'content-type': standard, ...headers }).end(sent);
}

function drop(where: NonNullable<Fault['drop']>, answer: Reply | undefined, reply: FastifyReply): void {
	const text = JSON.stringify(answer?.body ?? {});
	if (where === 'beforeHeaders') {
		raw(reply).socket?.resetAndDestroy();
		return;
	}
	const response = raw(reply, answer?.status ?? 200, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
	});
	const sent = where === 'midBody' ? text.slice(0, Math.floor(text.length / 2)) : '';
	response.flushHeaders();
	response.write(sent, () => response.socket?.resetAndDestroy());
}

function stall(where: NonNullable<Fault['stall']>, answer: Reply | undefined, reply: FastifyReply): void {
	if (where === 'beforeHeaders') {
		raw(reply);
		return;
	}
	const text = where === 'midBody' ? JSON.stringify(answer?.body) : '';
	const length = Math.max(Buffer.byteLength(text), 1000);
	const response = raw(reply, 200, { 'content-type': 'application/json', 'content-length': length });
	response.flushHeaders();
	if (text) response.write(text.slice(0, Math.floor(text.length / 2)));
}

function cut(answer: Reply, reply: FastifyReply): void {
	const text = JSON.stringify(answer.body);
	raw(reply, answer.status, { 'content-type': 'application/json' }).end(
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
