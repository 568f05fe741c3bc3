import type {
	ICredentialDataDecryptedObject,
	IExecuteSingleFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE, type ApiResponse, type Action } from '../api';
import { readJsonArray } from './jsonArrayStream';
import { clock } from './clock';
import { type NetworkError, networkErrorToFailure, classifyNetworkError } from '../errors/networkError';
import { toApiError } from '../errors/apiError';
import { mayHaveBeenProcessed, type Outcome, shouldRetry, retryDelay } from './retry';
import type { ListOptions } from './listOptions';
import { type Redact, redactor, secretsIn } from '../errors/redaction';

/** Every place in n8n that our nodes send requests from. */
export type RequestContext =
	| IExecuteSingleFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** How a request is to be sent. */
export interface SendOptions {
	action: Action;
	/** How often to send it again, at most. */
	maxRetries: number;
	/** Whether it does no harm when it is carried out twice; default true. */
	idempotent?: boolean;
	/** For a delete: a 404 after an attempt whose outcome is not known means that it is done. */
	treat404AsSuccess?: boolean;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** Of a list: what to keep of it, while it arrives. */
	listOptions?: ListOptions;
}

/** What may have happened when the response to a request that must not be repeated was lost. */
export const MAY_HAVE_SUCCEEDED =
	"Ampersand may still have processed the request. Check with 'Get Many' before you try again.";

const REQUEST_DEFAULTS: Partial<IHttpRequestOptions> = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// n8n would send the API key on to whatever origin a redirect names.
	disableFollowRedirect: true,
};

/** n8n's own, for a request that names none. */
const DEFAULT_TIMEOUT_MS = 300_000;

const Accept = 'application/json, application/problem+json, text/plain';

/**
 * Sends one request to the Ampersand API and sees it through: retries, waits, and maps what goes wrong.
 *
 * @param context where in n8n the request is made
 * @param request method, path relative to the base URL, query, body, and n8n's own request options
 * @returns a response of 2xx
 * @throws Failure for any other response, a network error, or a cancelled execution
 */
export async function send(
	context: RequestContext,
	request: IHttpRequestOptions,
	sendOptions: SendOptions,
): Promise<ApiResponse> {
	const idempotent = sendOptions.idempotent ?? true;
	let outcomeUnknown = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await sendOnce(context, request, sendOptions);
		if ('response' in outcome) {
			const { statusCode } = outcome.response;
			if (statusCode >= 200 && statusCode < 300) return outcome.response;
			if (statusCode === 404 && sendOptions.treat404AsSuccess && outcomeUnknown) return outcome.response;
		}
		if (attempt > sendOptions.maxRetries || !shouldRetry(outcome, idempotent)) {
			throw await failureFor(context, request, outcome, sendOptions, attempt);
		}
		outcomeUnknown ||= mayHaveBeenProcessed(outcome);
		try {
			await clock.sleep(retryDelay(outcome, attempt), sendOptions.signal);
		} catch {
			throw networkErrorToFailure(CANCELLED, sendOptions.action, (text) => text, attempt);
		}
	}
}

/**
 * A function that masks everything secret about a request: the API key and the credentials in its body.
 *
 * Built only when something went wrong, since reading the credential costs more than most requests.
 */
export async function redactorFor(context: RequestContext, body: unknown): Promise<Redact> {
	const { apiKey } = await credentialOf(context);
	return redactor([apiKey, ...secretsIn(body)]);
}

const CANCELLED: NetworkError = { kind: 'cancelled', text: '' };
const TIMED_OUT: NetworkError = { kind: 'timeout', text: '' };

async function sendOnce(
	context: RequestContext,
	request: IHttpRequestOptions,
	{ signal, listOptions }: SendOptions,
): Promise<Outcome> {
	// A copy for each attempt: n8n writes into what it is given.
	const options = { ...request, ...REQUEST_DEFAULTS, ...encodeBody(request.body) };
	if (listOptions) return await sendStreaming(context, options, listOptions, signal);
	try {
		return { response: await authenticatedRequest(context, options) };
	} catch (error) {
		return { networkError: signal?.aborted ? CANCELLED : classifyNetworkError(error) };
	}
}

/** The HTTP client's time-out ends with the headers of a response that is read while it arrives, so here is one more. */
async function sendStreaming(
	context: RequestContext,
	options: IHttpRequestOptions,
	listOptions: ListOptions,
	signal?: AbortSignal,
): Promise<Outcome> {
	const deadline = AbortSignal.timeout(options.timeout ?? DEFAULT_TIMEOUT_MS);
	const ending = new AbortController();
	const signals = [deadline, ending.signal, ...(signal ? [signal] : [])];
	// n8n takes the signal that aborts a request from the context.
	const aborted = { value: () => AbortSignal.any(signals) };
	const within = Object.create(context, { getExecutionCancelSignal: aborted }) as RequestContext;
	try {
		const response = await authenticatedRequest(within, { ...options, encoding: 'stream' });
		return { response: await readJsonArray(response, listOptions) };
	} catch (error) {
		if (signal?.aborted) return { networkError: CANCELLED };
		return { networkError: deadline.aborted ? TIMED_OUT : classifyNetworkError(error) };
	} finally {
		// Whatever was not read of it is not to come.
		ending.abort();
	}
}

async function authenticatedRequest(
	context: RequestContext,
	options: IHttpRequestOptions,
): Promise<ApiResponse> {
	const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
	);
	return response;
}

/** The body as text: of an object, the HTTP client would leave out members named `constructor` or `prototype`. */
function encodeBody(body: unknown): Partial<IHttpRequestOptions> {
	if (!body || Object.keys(body).length === 0) return { headers: { Accept }, body: undefined };
	return { headers: { Accept, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function failureFor(
	context: RequestContext,
	request: IHttpRequestOptions,
	outcome: Outcome,
	sendOptions: SendOptions,
	attempts: number,
): Promise<Error> {
	const redact = await redactorFor(context, request.body);
	if ('response' in outcome) return toApiError(outcome.response, sendOptions.action, redact, attempts);
	const outcomeHint =
		sendOptions.idempotent === false && mayHaveBeenProcessed(outcome) ? MAY_HAVE_SUCCEEDED : undefined;
	const host = outcome.networkError.host ?? hostIn(await credentialOf(context));
	return networkErrorToFailure(
		{ ...outcome.networkError, host },
		sendOptions.action,
		redact,
		attempts,
		outcomeHint,
	);
}

async function credentialOf(context: RequestContext): Promise<ICredentialDataDecryptedObject> {
	try {
		return await context.getCredentials(CREDENTIAL_TYPE);
	} catch {
		// Without a credential there is no key that could leak.
		return {};
	}
}

/** What an error of a stream does not tell. */
function hostIn({ baseUrl }: ICredentialDataDecryptedObject): string | undefined {
	return typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
}
