import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { type Action, type ApiResponse, CREDENTIAL_TYPE } from '../api';
import { toApiError } from '../errors/apiError';
import { Failure } from '../errors/failure';
import {
	canceled,
	classifyNetworkError,
	MAY_HAVE_SUCCEEDED,
	type NetworkError,
	networkErrorToFailure,
} from '../errors/networkError';
import { type Redact, redactor, secretsIn } from '../errors/redaction';
import { clock } from './clock';
import { readJsonArray } from './jsonArrayStream';
import type { ListOptions } from './listOptions';
import { mayHaveBeenProcessed, type Outcome, retryDelay, shouldRetry } from './retry';

/** Every place in n8n that our nodes send requests from. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

/** How a request is sent. */
export interface SendOptions {
	action: Action;
	/** Max number of retries. */
	maxRetries: number;
	/** Whether repeating it does no harm (RFC 9110, section 9.2.2); default true. */
	idempotent?: boolean;
	/** For a delete: a 404 after an attempt with an unknown outcome means that it has succeeded. */
	treat404AsSuccess?: boolean;
	/** When the whole request must have ended, with its retries, in milliseconds since 1970. */
	deadline?: number;
	/** Nothing is sent once it is aborted: the execution was canceled, or another item has failed. */
	signal?: AbortSignal;
	/** For a list: which entries to return. */
	listOptions?: ListOptions;
	/** The decrypted credential, if it was read before; else n8n reads it for each request. */
	credential?: ICredentialDataDecryptedObject;
}

/** The timeout of a request that has none of its own, in milliseconds; the same as n8n's. */
export const DEFAULT_TIMEOUT_MS = 300_000;

const REQUEST_DEFAULTS: Partial<IHttpRequestOptions> = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// n8n would forward the API key to whatever origin a redirect names.
	disableFollowRedirect: true,
};

/** A gateway sends these if it got no valid response: the API behind it may have processed the request. */
const GATEWAY_STATUS_CODES = new Set([502, 504]);

const ACCEPT = 'application/json, application/problem+json, text/plain';
const CANCELED: NetworkError = { kind: 'cancelled', text: '' };
const TIMED_OUT: NetworkError = { kind: 'timeout', text: '' };

/**
 * Sends a request to the Ampersand API, retries it, and maps what goes wrong.
 *
 * @param context where in n8n the request is made
 * @param request method, path relative to the base URL, query, body, and n8n's own request options
 * @returns a 2xx response; a 404 where that counts as success
 * @throws Failure for any other response, a network error, or a canceled execution
 */
export async function send(
	context: RequestContext,
	request: IHttpRequestOptions,
	options: SendOptions,
): Promise<ApiResponse> {
	const idempotent = options.idempotent ?? true;
	let outcomeUnknown = false;
	for (let attempt = 1; ; attempt++) {
		if (options.signal?.aborted) throw canceled();
		const outcome = await sendOnce(context, withinDeadline(request, options.deadline), options);
		if ('response' in outcome) {
			const { statusCode } = outcome.response;
			if (statusCode < 300) return outcome.response;
			if (statusCode === 404 && options.treat404AsSuccess && outcomeUnknown) return outcome.response;
		}
		const delay = retryDelay(outcome, attempt);
		const isLate = options.deadline !== undefined && clock.now() + delay >= options.deadline;
		if (attempt > options.maxRetries || isLate || !shouldRetry(outcome, idempotent)) {
			throw await failureFor(context, request, outcome, options, attempt);
		}
		outcomeUnknown ||= mayHaveBeenProcessed(outcome);
		// An aborted wait is noticed before the next attempt.
		await clock.sleep(delay, options.signal).catch(() => undefined);
	}
}

function withinDeadline(request: IHttpRequestOptions, deadline?: number): IHttpRequestOptions {
	if (deadline === undefined) return request;
	const left = Math.max(deadline - clock.now(), 1);
	return { ...request, timeout: Math.min(request.timeout ?? DEFAULT_TIMEOUT_MS, left) };
}

async function sendOnce(
	context: RequestContext,
	request: IHttpRequestOptions,
	{ signal, listOptions, credential }: SendOptions,
): Promise<Outcome> {
	// A copy for each attempt, because n8n modifies its argument.
	const options = { ...request, ...REQUEST_DEFAULTS, ...encodeBody(request.body) };
	if (listOptions) return await sendStreaming(context, options, listOptions, credential, signal);
	try {
		return { response: await authenticatedRequest(context, options, credential) };
	} catch (error) {
		return { networkError: signal?.aborted ? CANCELED : classifyNetworkError(error) };
	}
}

/** For a streamed response the HTTP client's timeout only covers the headers, so this adds one for the body. */
async function sendStreaming(
	context: RequestContext,
	options: IHttpRequestOptions,
	listOptions: ListOptions,
	credential: SendOptions['credential'],
	signal?: AbortSignal,
): Promise<Outcome> {
	const deadline = AbortSignal.timeout(options.timeout ?? DEFAULT_TIMEOUT_MS);
	const controller = new AbortController();
	const signals = [deadline, controller.signal, ...(signal ? [signal] : [])];
	// n8n takes the signal that aborts a request from the context.
	const contextWithSignal = Object.create(context, {
		getExecutionCancelSignal: { value: () => AbortSignal.any(signals) },
	}) as RequestContext;
	try {
		const response = await authenticatedRequest(
			contextWithSignal,
			{ ...options, encoding: 'stream' },
			credential,
		);
		return { response: await readJsonArray(response, listOptions) };
	} catch (error) {
		if (signal?.aborted) return { networkError: CANCELED };
		return { networkError: deadline.aborted ? TIMED_OUT : classifyNetworkError(error) };
	} finally {
		// Aborts the rest of the response.
		controller.abort();
	}
}

async function authenticatedRequest(
	context: RequestContext,
	options: IHttpRequestOptions,
	data: SendOptions['credential'],
): Promise<ApiResponse> {
	const credentialsDecrypted = data && { id: '', name: '', type: CREDENTIAL_TYPE, data };
	const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
		{ credentialsDecrypted },
	);
	return response;
}

/** As text, because the HTTP client would drop members of an object named `constructor` or `prototype`. */
function encodeBody(body: unknown): Partial<IHttpRequestOptions> {
	if (!body || Object.keys(body).length === 0) return { headers: { Accept: ACCEPT }, body: undefined };
	return {
		headers: { Accept: ACCEPT, 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	};
}

async function failureFor(
	context: RequestContext,
	request: IHttpRequestOptions,
	outcome: Outcome,
	options: SendOptions,
	attempts: number,
): Promise<Failure> {
	const credential = options.credential ?? (await credentialOf(context));
	const redact = redactorFor(request, credential);
	if ('response' in outcome) {
		const failure = toApiError(outcome.response, options.action, redact, attempts);
		if (options.idempotent !== false || !GATEWAY_STATUS_CODES.has(outcome.response.statusCode))
			return failure;
		return new Failure({ ...failure.withHint(MAY_HAVE_SUCCEEDED).details, outcomeUnknown: true });
	}
	const outcomeUnknown = options.idempotent === false && mayHaveBeenProcessed(outcome);
	const host = outcome.networkError.host ?? hostIn(credential);
	const failure = networkErrorToFailure(
		{ ...outcome.networkError, host },
		options.action,
		redact,
		attempts,
		outcomeUnknown ? MAY_HAVE_SUCCEEDED : undefined,
	);
	failure.details.outcomeUnknown = outcomeUnknown;
	return failure;
}

/** Masks everything secret about a request: the API key, the credentials in its body, and a proxy's password. */
function redactorFor(
	{ body, proxy }: IHttpRequestOptions,
	{ apiKey }: ICredentialDataDecryptedObject,
): Redact {
	return redactor([apiKey, proxy?.auth?.password, ...secretsIn(body)]);
}

async function credentialOf(context: RequestContext): Promise<ICredentialDataDecryptedObject> {
	try {
		return await context.getCredentials(CREDENTIAL_TYPE);
	} catch {
		// Without a credential there is no key that could leak.
		return {};
	}
}

/** The host, which the error of a stream doesn't contain. */
function hostIn({ baseUrl }: ICredentialDataDecryptedObject): string | undefined {
	const text = String(baseUrl);
	return URL.canParse(text) ? new URL(text).host : undefined;
}
