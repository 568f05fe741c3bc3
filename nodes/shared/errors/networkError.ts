import { Failure } from './failure';
import type { Action } from '../api';
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

/** A request that brought no response. */
export interface NetworkError {
	kind: NetworkErrorKind;
	/** Host and port that the request went to, where known. */
	host?: string;
	/** What the HTTP client said; may hold secrets until it is redacted. */
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

/** Node.js names OpenSSL's verdicts on a certificate so (`tls.TLSSocket.authorizationError`). */
const TLS_CODE = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_/;

/** Node.js's HTTP parser gives these for a response that is not HTTP. */
const PARSER_CODE = /^HPE_/;

/**
 * What kind of network error an error thrown by n8n's HTTP helper is.
 *
 * @param error a `NodeApiError` around an error of axios or Node.js
 * @throws Failure when the request was refused before it was sent, with a reason of ours
 */
export function classifyNetworkError(error: unknown): NetworkError {
	const chain = causesOf(error);
	const own = chain.find((cause) => cause instanceof Failure);
	if (own) throw own;
	const innermost = chain.at(-1);
	return { kind: kindOf(chain), host: hostOf(chain), text: messageOf(innermost) };
}

/** Whether the server cannot have acted on the request, since it never reached one. */
export function neverSent(networkError: NetworkError): boolean {
	return networkError.kind === 'unreachable' || networkError.kind === 'notResolved';
}

/** Whether sending the request again may help. */
export function isTransient(networkError: NetworkError): boolean {
	return neverSent(networkError) || networkError.kind === 'closed' || networkError.kind === 'timeout';
}

/**
 * The failure that a network error stands for: names the host and the next step.
 *
 * @param attempts how many times the request was sent
 * @param outcomeHint what may have happened at the API all the same, if anything
 */
export function networkErrorToFailure(
	networkError: NetworkError,
	action: Action,
	redact: Redact,
	attempts: number,
	outcomeHint?: string,
): Failure {
	const host = networkError.host ?? 'the Ampersand API';
	if (networkError.kind === 'cancelled') return new Failure({ message: 'The execution was canceled' });
	const [what, next] = MESSAGES[networkError.kind](host, networkError.text);
	const lines = [next, outcomeHint, attempts > 1 ? `The request was sent ${attempts} times.` : undefined];
	return new Failure({
		message: redact(`Ampersand could not ${action.label}: ${what}`),
		description: redact(lines.filter(Boolean).join('\n')),
	});
}

type MessageFor = (host: string, text: string) => [what: string, next: string];

const MESSAGES: Record<Exclude<NetworkErrorKind, 'cancelled'>, MessageFor> = {
	unreachable: (host) => [
		`no connection to ${host}`,
		'Check the base URL in the Ampersand credential, and that n8n may reach this host (firewall, proxy).',
	],
	notResolved: (host) => [
		`the host ${host} is not known`,
		"Check the base URL in the Ampersand credential for typing errors, and n8n's name resolution (DNS).",
	],
	closed: (host) => [
		`the connection to ${host} was closed before the response was complete`,
		'Try again later. If it happens often, raise Max Retries, or ask who runs the proxy in between.',
	],
	timeout: (host) => [
		`${host} did not respond in time`,
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

function hostOf(chain: unknown[]): string | undefined {
	for (const cause of chain) {
		const url = (cause as { config?: { url?: unknown } }).config?.url;
		if (typeof url === 'string' && URL.canParse(url)) return new URL(url).host;
	}
	return undefined;
}

function messageOf(cause: unknown): string {
	const message = (cause as { message?: unknown } | undefined)?.message;
	return typeof message === 'string' ? message : '';
}
