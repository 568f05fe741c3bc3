import type {
	ICredentialDataDecryptedObject,
	IExecuteSingleFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from './api';
import { readArriving } from './arriving';
import { clock } from './clock';
import { type Fault, faultFailure, readFault } from './fault';
import { type Answer, failureOf, type Purpose } from './problem';
import { mayHaveActed, type Outcome, shouldRetry, waitBeforeNext } from './retry';
import type { Selection } from './selection';
import { type Redact, redactor, secretsIn } from './secrets';

/** Every place in n8n that our nodes send requests from. */
export type RequestContext =
	| IExecuteSingleFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** How a request is to be sent. */
export interface SendPlan {
	purpose: Purpose;
	/** How often to send it again, at most. */
	maxRetries: number;
	/** Whether it does no harm when it is carried out twice; default true. */
	repeatable?: boolean;
	/** For a delete: a 404 after an attempt whose outcome is not known means that it is done. */
	goneIsDone?: boolean;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
	/** Of a list: what to keep of it, while it arrives. */
	selection?: Selection;
}

/** What may have happened when the answer to a request that must not be repeated was lost. */
export const DOUBT =
	'Ampersand may have carried it out all the same. Look for the result with Get Many before you try again.';

const FIXED: Partial<IHttpRequestOptions> = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// n8n would send the API key on to whatever origin a redirect names.
	disableFollowRedirect: true,
};

/** n8n's own, for a request that names none. */
const STANDARD_TIMEOUT_MS = 300_000;

const Accept = 'application/json, application/problem+json, text/plain';

/**
 * Sends one request to the Ampersand API and sees it through: retries, waits, and maps what goes wrong.
 *
 * @param context where in n8n the request is made
 * @param request method, path relative to the base URL, query, body, and n8n's own request options
 * @returns an answer of 2xx
 * @throws Failure for any other answer, a network fault, or a cancelled execution
 */
export async function send(
	context: RequestContext,
	request: IHttpRequestOptions,
	plan: SendPlan,
): Promise<Answer> {
	const repeatable = plan.repeatable ?? true;
	let inDoubt = false;
	for (let attempt = 1; ; attempt++) {
		const outcome = await sendOnce(context, request, plan);
		if ('answer' in outcome) {
			const { statusCode } = outcome.answer;
			if (statusCode >= 200 && statusCode < 300) return outcome.answer;
			if (statusCode === 404 && plan.goneIsDone && inDoubt) return outcome.answer;
		}
		if (attempt > plan.maxRetries || !shouldRetry(outcome, repeatable)) {
			throw await failureFor(context, request, outcome, plan, attempt);
		}
		inDoubt ||= mayHaveActed(outcome);
		try {
			await clock.sleep(waitBeforeNext(outcome, attempt), plan.signal);
		} catch {
			throw faultFailure(CANCELLED, plan.purpose, (text) => text, attempt);
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

const CANCELLED: Fault = { kind: 'cancelled', text: '' };
const LATE: Fault = { kind: 'timeout', text: '' };

async function sendOnce(
	context: RequestContext,
	request: IHttpRequestOptions,
	{ signal, selection }: SendPlan,
): Promise<Outcome> {
	// A copy for each attempt: n8n writes into what it is given.
	const options = { ...request, ...FIXED, ...content(request.body) };
	if (selection) return await sendForList(context, options, selection, signal);
	try {
		return { answer: await ask(context, options) };
	} catch (error) {
		return { fault: signal?.aborted ? CANCELLED : readFault(error) };
	}
}

/** The HTTP client's time-out ends with the headers of an answer that is read while it arrives, so here is one more. */
async function sendForList(
	context: RequestContext,
	options: IHttpRequestOptions,
	selection: Selection,
	signal?: AbortSignal,
): Promise<Outcome> {
	const deadline = AbortSignal.timeout(options.timeout ?? STANDARD_TIMEOUT_MS);
	const ending = new AbortController();
	const signals = [deadline, ending.signal, ...(signal ? [signal] : [])];
	// n8n takes the signal that aborts a request from the context.
	const aborted = { value: () => AbortSignal.any(signals) };
	const within = Object.create(context, { getExecutionCancelSignal: aborted }) as RequestContext;
	try {
		const answer = await ask(within, { ...options, encoding: 'stream' });
		return { answer: await readArriving(answer, selection) };
	} catch (error) {
		if (signal?.aborted) return { fault: CANCELLED };
		return { fault: deadline.aborted ? LATE : readFault(error) };
	} finally {
		// Whatever was not read of it is not to come.
		ending.abort();
	}
}

async function ask(context: RequestContext, options: IHttpRequestOptions): Promise<Answer> {
	const answer: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
	);
	return answer;
}

/** The body as text: of an object, the HTTP client would leave out members named `constructor` or `prototype`. */
function content(body: unknown): Partial<IHttpRequestOptions> {
	if (!body || Object.keys(body).length === 0) return { headers: { Accept }, body: undefined };
	return { headers: { Accept, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function failureFor(
	context: RequestContext,
	request: IHttpRequestOptions,
	outcome: Outcome,
	plan: SendPlan,
	attempts: number,
): Promise<Error> {
	const redact = await redactorFor(context, request.body);
	if ('answer' in outcome) return failureOf(outcome.answer, plan.purpose, redact, attempts);
	const doubt = plan.repeatable === false && mayHaveActed(outcome) ? DOUBT : undefined;
	const host = outcome.fault.host ?? hostIn(await credentialOf(context));
	return faultFailure({ ...outcome.fault, host }, plan.purpose, redact, attempts, doubt);
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
