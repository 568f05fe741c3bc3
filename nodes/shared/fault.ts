import { Failure } from './failure';
import type { Purpose } from './problem';
import type { Redact } from './secrets';

/** How a request can fail without an answer. */
export type FaultKind = 'unreachable' | 'notResolved' | 'closed' | 'timeout' | 'tls' | 'cancelled' | 'other';

/** A request that brought no answer. */
export interface Fault {
	kind: FaultKind;
	/** Host and port that the request went to, where known. */
	host?: string;
	/** What the HTTP client said; may hold secrets until it is redacted. */
	text: string;
}

const KIND_OF_CODE: Record<string, FaultKind> = {
	ECONNREFUSED: 'unreachable',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	EHOSTDOWN: 'unreachable',
	ENOTFOUND: 'notResolved',
	EAI_AGAIN: 'notResolved',
	ECONNRESET: 'closed',
	EPIPE: 'closed',
	ERR_STREAM_PREMATURE_CLOSE: 'closed',
	ETIMEDOUT: 'timeout',
	ESOCKETTIMEDOUT: 'timeout',
	ERR_CANCELED: 'cancelled',
};

/** Node.js names OpenSSL's verdicts on a certificate so (`tls.TLSSocket.authorizationError`). */
const TLS_CODE = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_/;

/** Node.js's HTTP parser gives these for an answer that is not HTTP. */
const PARSER_CODE = /^HPE_/;

/**
 * What kind of fault an error thrown by n8n's HTTP helper is.
 *
 * @param error a `NodeApiError` around an error of axios or Node.js
 * @throws Failure when the request was refused before it was sent, with a reason of ours
 */
export function readFault(error: unknown): Fault {
	const chain = causesOf(error);
	const own = chain.find((cause) => cause instanceof Failure);
	if (own) throw own;
	const innermost = chain.at(-1);
	return { kind: kindOf(chain), host: hostOf(chain), text: textOf(innermost) };
}

/** Whether the server cannot have acted on the request, since it never reached one. */
export function isUntouched(fault: Fault): boolean {
	return fault.kind === 'unreachable' || fault.kind === 'notResolved';
}

/** Whether sending the request again may help. */
export function isPassing(fault: Fault): boolean {
	return isUntouched(fault) || fault.kind === 'closed' || fault.kind === 'timeout';
}

/**
 * The failure that a fault stands for: names the host and the next step.
 *
 * @param attempts how many times the request was sent
 * @param doubt what may have happened at the API all the same, if anything
 */
export function faultFailure(
	fault: Fault,
	purpose: Purpose,
	redact: Redact,
	attempts: number,
	doubt?: string,
): Failure {
	const host = fault.host ?? 'the Ampersand API';
	if (fault.kind === 'cancelled') return new Failure({ message: 'The execution was canceled' });
	const [what, next] = WORDS[fault.kind](host, fault.text);
	const lines = [next, doubt, attempts > 1 ? `The request was sent ${attempts} times.` : undefined];
	return new Failure({
		message: redact(`Ampersand could not ${purpose.verb}: ${what}`),
		description: redact(lines.filter(Boolean).join('\n')),
	});
}

type Words = (host: string, text: string) => [what: string, next: string];

const WORDS: Record<Exclude<FaultKind, 'cancelled'>, Words> = {
	unreachable: (host) => [
		`no connection to ${host}`,
		'Check the base URL in the Ampersand credential, and that n8n may reach this host (firewall, proxy).',
	],
	notResolved: (host) => [
		`the host ${host} is not known`,
		"Check the base URL in the Ampersand credential for typing errors, and n8n's name resolution (DNS).",
	],
	closed: (host) => [
		`the connection to ${host} was closed before the answer was complete`,
		'Try again later. If it happens often, raise Max Retries, or ask who runs the proxy in between.',
	],
	timeout: (host) => [
		`${host} did not answer in time`,
		'Try again later, or raise Timeout under Add Option > Timeout in the request options.',
	],
	tls: (host, text) => [
		// Node.js 24 adds advice about its own command line, which is no use in n8n.
		`the certificate of ${host} was not accepted (${text.split('; ')[0]})`,
		'If you trust this host, install its certificate authority in n8n (NODE_EXTRA_CA_CERTS).',
	],
	other: (host, text) => [text || `the request to ${host} failed`, 'Check the Ampersand credential.'],
};

function causesOf(error: unknown): unknown[] {
	const chain: unknown[] = [];
	let current = error;
	while (current !== undefined && current !== null && !chain.includes(current)) {
		chain.push(current);
		current = (current as { cause?: unknown }).cause;
	}
	return chain;
}

function kindOf(chain: unknown[]): FaultKind {
	for (const cause of chain) {
		const { code, message, name } = cause as { code?: unknown; message?: unknown; name?: unknown };
		if (name === 'CanceledError' || name === 'AbortError') return 'cancelled';
		if (/stream has been aborted|socket hang up/i.test(String(message))) return 'closed';
		if (typeof code !== 'string') continue;
		if (code === 'ECONNABORTED') return /timeout/i.test(String(message)) ? 'timeout' : 'closed';
		if (code in KIND_OF_CODE) return KIND_OF_CODE[code];
		if (PARSER_CODE.test(code)) return 'closed';
		if (TLS_CODE.test(code)) return 'tls';
	}
	return 'other';
}

function hostOf(chain: unknown[]): string | undefined {
	for (const cause of chain) {
		const url = (cause as { config?: { url?: unknown } }).config?.url;
		if (typeof url === 'string' && URL.canParse(url)) return new URL(url).host;
	}
	return undefined;
}

function textOf(cause: unknown): string {
	const message = (cause as { message?: unknown } | undefined)?.message;
	return typeof message === 'string' ? message : '';
}
