import type { Action } from '../api';
import { Failure } from './failure';
import type { Redact } from './redaction';

/** How a request can fail without a response. */
export type NetworkErrorKind =
	| 'unreachable'
	| 'notResolved'
	| 'closed'
	| 'timeout'
	| 'tls'
	| 'cancelled'
	| 'other';

/** A request that got no response. */
export interface NetworkError {
	kind: NetworkErrorKind;
	/** Host and port that the request went to, if known. */
	host?: string;
	/** The HTTP client's message. It may contain secrets, so redact it before showing it. */
	text: string;
}

const KIND_OF_CODE: Record<string, NetworkErrorKind> = {
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

/** Codes for a rejected certificate, from OpenSSL and Node.js (`tls.TLSSocket.authorizationError`). */
const TLS_CODE = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_/;

/** Codes of Node.js's HTTP parser for a response that isn't HTTP. */
const PARSER_CODE = /^HPE_/;

/**
 * Classifies an error thrown by n8n's HTTP helper.
 *
 * @param error a `NodeApiError` around an error of axios or Node.js
 * @throws Failure when our own code rejected the request before it was sent
 */
export function classifyNetworkError(error: unknown): NetworkError {
	const chain = causesOf(error);
	const own = chain.find((cause) => cause instanceof Failure);
	if (own) throw own;
	const innermost = chain.at(-1);
	return { kind: kindOf(chain), host: hostOf(chain), text: messageOf(innermost) };
}

/** Whether the request never reached a server, so that nothing can have processed it. */
export function neverSent(networkError: NetworkError): boolean {
	return networkError.kind === 'unreachable' || networkError.kind === 'notResolved';
}

/** Whether a retry may help. */
export function isTransient(networkError: NetworkError): boolean {
	return neverSent(networkError) || networkError.kind === 'closed' || networkError.kind === 'timeout';
}

/** What may have happened when the response to a request that must not be repeated was lost. */
export const MAY_HAVE_SUCCEEDED =
	"Ampersand may still have processed the request. Check with 'Get Many' before you try again.";

/**
 * The failure for a network error. It names the host and the next step.
 *
 * @param attempts how many times the request was sent
 * @param outcomeHint what may have happened in Ampersand, if anything
 */
export function networkErrorToFailure(
	networkError: NetworkError,
	action: Action,
	redact: Redact,
	attempts: number,
	outcomeHint?: string,
): Failure {
	if (networkError.kind === 'cancelled') return canceled();
	const host = networkError.host ?? 'the Ampersand API';
	const [reason, hint] = MESSAGES[networkError.kind](host, networkError.text);
	const lines = [hint, outcomeHint, attempts > 1 ? `The request was sent ${attempts} times.` : undefined];
	return new Failure({
		message: redact(`Couldn't ${action.label}: ${reason}`),
		description: redact(lines.filter(Boolean).join('\n')),
	});
}

/** The failure for an execution that was canceled. */
export function canceled(): Failure {
	return new Failure({ message: 'The execution was canceled' });
}

type MessageFor = (host: string, text: string) => [reason: string, hint: string];

const MESSAGES: Record<Exclude<NetworkErrorKind, 'cancelled'>, MessageFor> = {
	unreachable: (host) => [
		`can't reach ${host}`,
		'Check the base URL in the Ampersand credential, and that n8n can reach this host (firewall, proxy).',
	],
	notResolved: (host) => [
		`the host ${host} can't be found`,
		'Check the base URL in the Ampersand credential for typos, and that n8n can resolve the host (DNS).',
	],
	closed: (host) => [
		`the connection to ${host} was closed before the response was complete`,
		"Try again later. If it happens often, raise 'Max Retries', or contact whoever runs the proxy in between.",
	],
	timeout: (host) => [
		`${host} did not respond in time`,
		"Try again later, or raise 'Timeout' in the request options.",
	],
	tls: (host, text) => [
		// Node.js 24 appends advice about its command line, which doesn't help in n8n.
		`the certificate of ${host} was rejected (${text.split('; ')[0]})`,
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

function kindOf(chain: unknown[]): NetworkErrorKind {
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

/** From the request that n8n keeps with an error: as `config`, or as `options` in its older helper. */
function hostOf(chain: unknown[]): string | undefined {
	for (const cause of chain) {
		const { config, options } = cause as { config?: { url?: unknown }; options?: { url?: unknown } };
		const url = config?.url ?? options?.url;
		if (typeof url === 'string' && URL.canParse(url)) return new URL(url).host;
	}
	return undefined;
}

function messageOf(cause: unknown): string {
	const message = (cause as { message?: unknown } | undefined)?.message;
	return typeof message === 'string' ? message : '';
}
