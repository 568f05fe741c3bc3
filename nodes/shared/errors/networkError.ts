import type { Action, Attempts } from '../api';
import { CHECK_BASE_URL, CHECK_PROXY, withAttempts } from './hints';
import { Failure } from './failure';
import type { Redact } from './redaction';

/** How a request can fail without a response. */
export type NetworkErrorKind = keyof typeof MESSAGES | 'canceled';

/** A request that got no response. */
export interface NetworkError {
	kind: NetworkErrorKind;
	/** Host and port that the request went to, if known. */
	host?: string;
	/** Whether that is the proxy of the request. */
	isProxy?: boolean;
	/** The HTTP client's message. It may contain secrets, so redact it before showing it. */
	text: string;
}

const KIND_OF_SYSTEM_CALL = new Map<string | undefined, NetworkErrorKind>([
	['connect', 'unreachable'],
	['getaddrinfo', 'notResolved'],
	['read', 'closed'],
	['write', 'closed'],
]);

/** TLS failures after the handshake; every other one comes before a request is sent. */
const BROKEN_RECORD = /BAD_RECORD_MAC|DECRYPTION_FAILED|UNEXPECTED_EOF/;

const KINDS_OF_CODES: Array<[RegExp, NetworkErrorKind]> = [
	[/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/, 'unreachable'],
	[/^(ENOTFOUND|EAI_AGAIN)$/, 'notResolved'],
	[/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/, 'closed'],
	[/^(ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'timeout'],
	[/^ERR_CANCELED$/, 'canceled'],
	// Node.js's HTTP parser, before or instead of a response.
	[/^HPE_/, 'closed'],
	[BROKEN_RECORD, 'closed'],
	[/^(Z_|ERR__ERROR_|ERR_BROTLI|ERR_ZSTD|ZSTD_)/, 'encoding'],
];

/** Node.js's code or message for a server that doesn't speak TLS, such as one with plain HTTP. */
const NO_TLS = /wrong.version.number|packet.length.too.long|http.request/i;

/** Codes for a rejected certificate (`tls.TLSSocket.authorizationError`). */
const CERTIFICATE_CODE = /CERT|SIGNATURE|UNABLE_TO_|ALTNAME/;

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
	const { message } = (chain.at(-1) ?? {}) as { message?: unknown };
	const text = typeof message === 'string' ? message : '';
	return { kind: kindOf(chain), host: hostOf(chain), text };
}

/** Whether the request was never sent, so that no server can have processed it. */
export function neverSent({ kind }: NetworkError): boolean {
	return ['unreachable', 'notResolved', 'handshake', 'certificate', 'noTls'].includes(kind);
}

/** Whether a retry may help. */
export function isTransient({ kind }: NetworkError): boolean {
	return ['unreachable', 'notResolved', 'handshake', 'closed', 'timeout'].includes(kind);
}

/** The failure for a network error. It names the host and the next step. */
export function networkErrorToFailure(
	networkError: NetworkError,
	action: Action,
	redact: Redact,
	attempts: Attempts,
): Failure {
	if (networkError.kind === 'canceled') return canceled(attempts.outcomeUnknown);
	const { kind, host = 'the Ampersand API', isProxy = false, text } = networkError;
	const messageFor: MessageFor = MESSAGES[kind];
	const [reason, hint] = messageFor(isProxy ? `the proxy ${host}` : host, text);
	return new Failure({
		message: redact(`Couldn't ${action.label}: ${reason}`),
		hints: withAttempts(attempts, [isProxy ? CHECK_PROXY : hint]),
		outcomeUnknown: attempts.outcomeUnknown,
	});
}

/** The failure for an execution that was canceled, or an item that was stopped because another one failed. */
export function canceled(outcomeUnknown = false): Failure {
	return new Failure({ message: 'The execution was canceled', outcomeUnknown });
}

type MessageFor = (host: string, text: string) => [reason: string, hint: string];

const MESSAGES = {
	unreachable: (host) => [
		`can't reach ${host}`,
		'Check the base URL in the Ampersand credential, and that n8n can reach this host (firewall, proxy).',
	],
	notResolved: (host) => [
		`${host.startsWith('the ') ? host : `the host ${host}`} can't be found`,
		'Check the base URL in the Ampersand credential for typos, and that n8n can resolve the host (DNS).',
	],
	handshake: (host) => [
		`no secure connection to ${host} could be established`,
		'Try again later. If it happens often, contact whoever runs this host or the proxy in between.',
	],
	certificate: (host, text) => [
		// Node.js 24 appends advice about its command line, which doesn't help in n8n.
		`the certificate of ${host} was rejected (${text.split('; ')[0]})`,
		certificateHint(text),
	],
	noTls: (host) => [
		`${host} doesn't use TLS`,
		'The base URL in the Ampersand credential may have to start with http:// instead of https://, or have another port.',
	],
	closed: (host) => [
		`the connection to ${host} was closed before the response was complete`,
		"Try again later. If it happens often, raise 'Max Retries', or contact whoever runs the proxy in between.",
	],
	timeout: (host) => [
		`${host} did not respond in time`,
		"Try again later, or raise 'Timeout' in the request options.",
	],
	encoding: (host) => [
		`the response from ${host} can't be decompressed`,
		'Its body is not compressed as its header says. Contact whoever runs the proxy in between.',
	],
	other: (host, text) => [text || `the request to ${host} failed`, CHECK_BASE_URL],
} satisfies Record<string, MessageFor>;

function certificateHint(text: string): string {
	if (/expired|not yet valid/i.test(text)) return 'Whoever runs this host needs to renew its certificate.';
	if (/altname|does not match/i.test(text)) {
		return 'The certificate is for another host. Check the base URL in the Ampersand credential.';
	}
	return 'If you trust this host, install its certificate authority in n8n (NODE_EXTRA_CA_CERTS).';
}

/** An error and its causes; of an AggregateError, which Node.js throws for a host with several addresses, the first. */
function causesOf(error: unknown): unknown[] {
	const chain: unknown[] = [];
	let current = error;
	while (current !== undefined && current !== null && !chain.includes(current)) {
		chain.push(current);
		const { cause, errors } = current as { cause?: unknown; errors?: unknown };
		current = cause ?? (Array.isArray(errors) ? errors[0] : undefined) ?? originalOf(current);
	}
	return chain;
}

/** What n8n 1 keeps of the error of Node.js in its own, which has no cause. */
function originalOf(error: unknown): unknown {
	const { httpCode: code, messages } = error as { httpCode?: unknown; messages?: unknown };
	return typeof code === 'string' && Array.isArray(messages) ? { code, message: messages[0] } : undefined;
}

function kindOf(chain: unknown[]): NetworkErrorKind {
	const causes = chain as Array<Record<string, unknown>>;
	const kinds = [kindByName, kindBySystemCall, kindByCode].flatMap((kindBy) => causes.map(kindBy));
	return kinds.find(Boolean) ?? 'other';
}

function kindByName({ name, message }: Record<string, unknown>): NetworkErrorKind | undefined {
	if (name === 'CanceledError' || name === 'AbortError') return 'canceled';
	if (name === 'TimeoutError') return 'timeout';
	if (/before secure TLS connection/.test(String(message))) return 'handshake';
	return undefined;
}

/** Tells a connection that couldn't be established from one that was lost, which may have the same code. */
function kindBySystemCall({ syscall, message, code }: Record<string, unknown>): NetworkErrorKind | undefined {
	// OpenSSL's errors are told by their code.
	if (typeof code !== 'string' || code === 'EPROTO') return undefined;
	const [name] = String(syscall ?? message).split(/\W/);
	return KIND_OF_SYSTEM_CALL.get(name);
}

function kindByCode({ code, message }: Record<string, unknown>): NetworkErrorKind | undefined {
	const text = String(message);
	if (/stream has been aborted|socket hang up/i.test(text)) return 'closed';
	if (typeof code !== 'string') return undefined;
	if (code === 'ECONNABORTED') return /timeout/i.test(text) ? 'timeout' : 'closed';
	const known = KINDS_OF_CODES.find(([pattern]) => pattern.test(code));
	if (known) return known[1];
	if (NO_TLS.test(`${code} ${text}`)) return 'noTls';
	if (CERTIFICATE_CODE.test(code) && !code.includes('ALERT')) return 'certificate';
	if (/ERR_TLS|ERR_SSL|EPROTO/.test(code)) return BROKEN_RECORD.test(text) ? 'closed' : 'handshake';
	return undefined;
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
