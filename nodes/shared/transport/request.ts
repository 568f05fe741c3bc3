import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { type Action, type ApiResponse, type Attempts, CREDENTIAL_TYPE } from '../api';
import { saysMissing, toApiError } from '../errors/apiError';
import type { Failure } from '../errors/failure';
import {
	canceled,
	classifyNetworkError,
	type NetworkError,
	networkErrorToFailure,
} from '../errors/networkError';
import { type Redact, redactor, secretsIn } from '../errors/redaction';
import { clock } from './clock';
import { readBody } from './jsonArrayStream';
import { mayHaveBeenProcessed, type Outcome, retryDelay, shouldRetry } from './retry';
import { DEFAULT_TIMEOUT_MS, totalLimit, withoutStalls } from './timeouts';

/** Every place in n8n that our nodes send requests from. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

/** Reads the body of a successful response while it streams in. */
export type ReadStream = (chunks: AsyncIterable<Uint8Array>) => Promise<unknown>;

/** How a request is sent. */
export interface SendOptions {
	action: Action;
	/** Max number of retries. */
	maxRetries: number;
	/** Whether repeating it does no harm (RFC 9110, section 9.2.2); default true. */
	idempotent?: boolean;
	/** Whether an earlier try of the execution may have carried it out already. */
	outcomeUnknown?: boolean;
	/** When the whole request must have ended, with its retries, in milliseconds since 1970. */
	deadline?: number;
	/** Once it aborts, nothing is sent and a read in progress ends: the execution was canceled, or another item failed. */
	signal?: AbortSignal;
	/** Gets the response as a stream. */
	readStream?: ReadStream;
	/** The decrypted credential, if it was read before; else n8n reads it for each request. */
	credential?: ICredentialDataDecryptedObject;
}

const REQUEST_DEFAULTS: Partial<IHttpRequestOptions> = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// n8n would forward the API key to whatever origin a redirect names.
	disableFollowRedirect: true,
};

/** What n8n's type of a decrypted credential has besides its data, which is all that n8n uses. */
const DECRYPTED = { id: '', name: '', type: CREDENTIAL_TYPE };

const ACCEPT = 'application/json, application/problem+json, text/plain';
const TIMED_OUT: NetworkError = { kind: 'timeout', text: '' };

/** For requests that nothing ends early. */
const NEVER = new AbortController().signal;

/**
 * Sends a request to the Ampersand API, retries it, and maps what goes wrong.
 *
 * @param request method, path relative to the base URL, query, body, and n8n's own request options
 * @returns a 2xx response; for a DELETE also a 404 after an attempt with an unknown outcome, since that has succeeded
 * @throws Failure for any other response, a network error, or a canceled execution
 */
export async function send(
	context: RequestContext,
	request: IHttpRequestOptions,
	options: SendOptions,
): Promise<ApiResponse> {
	const { idempotent = true, signal = NEVER, maxRetries, deadline = Infinity } = options;
	// Any other request can simply be repeated, so its outcome needs no tracking.
	const isDoubtful = request.method === 'DELETE' || !idempotent;
	let outcomeUnknown = options.outcomeUnknown ?? false;
	for (let attempt = 1; ; attempt++) {
		if (signal.aborted) throw canceled(outcomeUnknown);
		const outcome = await sendOnce(context, request, options);
		if ('response' in outcome) {
			const { response } = outcome;
			if (isSuccess(response)) return response;
			if (request.method === 'DELETE' && outcomeUnknown && saysMissing(response)) return response;
		}
		outcomeUnknown ||= isDoubtful && mayHaveBeenProcessed(outcome, idempotent);
		const delay = retryDelay(outcome, attempt);
		const isLate = clock.now() + delay >= deadline;
		if (attempt > maxRetries || isLate || !shouldRetry(outcome, idempotent)) {
			const attempts = { count: attempt, outcomeUnknown, idempotent };
			throw await failureFor(context, request, outcome, options, attempts);
		}
		await clock.sleep(delay, signal);
	}
}

function isSuccess({ statusCode }: ApiResponse): boolean {
	return statusCode < 300;
}

async function sendOnce(
	context: RequestContext,
	request: IHttpRequestOptions,
	{ signal = NEVER, deadline = Infinity, readStream, credential }: SendOptions,
): Promise<Outcome> {
	const left = Math.max(deadline - clock.now(), 1);
	const timeout = Math.min(request.timeout ?? DEFAULT_TIMEOUT_MS, left);
	const limit = totalLimit(timeout, left);
	// Aborts the rest of a response that isn't read to its end.
	const done = new AbortController();
	// A change in progress is completed when another item fails; only n8n's own signal ends it.
	const stop = request.method === 'GET' ? signal : (cancelSignal(context) ?? NEVER);
	const end = AbortSignal.any(readStream ? [stop, limit, done.signal] : [stop, limit]);
	// n8n takes the signal that aborts a request from the context.
	const limited = Object.create(context, {
		getExecutionCancelSignal: { value: () => end },
	}) as RequestContext;
	// Not left to the HTTP client: axios 1.12, in n8n 2.0, never settles if a response can't be decompressed.
	const ended = new Promise<never>((_, reject) => {
		end.onabort = () => reject(new DOMException(undefined, 'AbortError'));
	});
	// A copy for each attempt, because n8n modifies its argument.
	const options = { ...request, ...REQUEST_DEFAULTS, ...encodeBody(request.body), timeout };
	if (readStream) options.encoding = 'stream';
	try {
		const response = await Promise.race([authenticatedRequest(limited, options, credential), ended]);
		if (!readStream) return { response };
		const chunks = withoutStalls(response.body as AsyncIterable<Uint8Array>, timeout);
		const body = await (isSuccess(response) ? readStream(chunks) : readBody(chunks));
		return { response: { ...response, body } };
	} catch (error) {
		return { networkError: limit.aborted ? TIMED_OUT : classifyNetworkError(error) };
	} finally {
		// Node.js keeps a signal with a listener until it fires.
		end.onabort = null;
		// Aborting costs some 5 % of a request.
		if (readStream) done.abort();
	}
}

/** The signal of n8n that aborts when the execution is canceled; hooks and dropdowns have none. */
function cancelSignal(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

async function authenticatedRequest(
	context: RequestContext,
	options: IHttpRequestOptions,
	data: SendOptions['credential'],
): Promise<ApiResponse> {
	const credentialsDecrypted = data && { ...DECRYPTED, data };
	const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
		{ credentialsDecrypted },
	);
	return response;
}

/** Serialized here, because the HTTP client would drop members named `constructor` or `prototype`. */
function encodeBody(body: unknown): Partial<IHttpRequestOptions> {
	if (!body || Object.keys(body).length === 0) return { headers: { Accept: ACCEPT }, body: undefined };
	return { headers: { Accept: ACCEPT, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function failureFor(
	context: RequestContext,
	request: IHttpRequestOptions,
	outcome: Outcome,
	{ action, credential }: SendOptions,
	attempts: Attempts,
): Promise<Failure> {
	// Without a credential there is no key that could leak.
	const noCredential = (): ICredentialDataDecryptedObject => ({});
	const { apiKey, baseUrl } =
		credential ?? (await context.getCredentials(CREDENTIAL_TYPE).catch(noCredential));
	const redact = redactorFor(request, apiKey);
	if ('response' in outcome) return toApiError(outcome.response, action, redact, attempts);
	const networkError = { ...outcome.networkError, ...placeOf(outcome.networkError, request, baseUrl) };
	return networkErrorToFailure(networkError, action, redact, attempts);
}

/** Masks everything secret about a request: the API key, the credentials in its body, and a proxy's login. */
function redactorFor({ body, proxy }: IHttpRequestOptions, apiKey: unknown): Redact {
	// n8n decodes the login itself.
	const login = Object.entries(proxy?.auth ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]);
	return redactor([apiKey, ...secretsIn([Object.fromEntries(login), body])]);
}

/** The host to name: the proxy if connecting to it failed, otherwise the error's own host, or else the base URL's. */
function placeOf(
	{ kind, host }: NetworkError,
	{ proxy }: IHttpRequestOptions,
	baseUrl: unknown,
): Pick<NetworkError, 'host' | 'isProxy'> {
	if (proxy && (kind === 'unreachable' || kind === 'notResolved')) {
		// The host may contain a password.
		const [name] = proxy.host.split('@').slice(-1);
		return { host: `${name}:${proxy.port}`, isProxy: true };
	}
	const text = String(baseUrl);
	return { host: host ?? (URL.canParse(text) ? new URL(text).host : undefined) };
}
