import type {
	IExecuteSingleFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from './api';
import { clock } from './clock';
import { type Fault, faultFailure, readFault } from './fault';
import { type Answer, failureOf, type Purpose } from './problem';
import { mayHaveActed, type Outcome, shouldRetry, waitBeforeNext } from './retry';
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
		const outcome = await sendOnce(context, request, plan.signal);
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
	return redactor([...(await keyOf(context)), ...secretsIn(body)]);
}

const CANCELLED: Fault = { kind: 'cancelled', text: '' };

async function sendOnce(
	context: RequestContext,
	request: IHttpRequestOptions,
	signal?: AbortSignal,
): Promise<Outcome> {
	// A copy for each attempt: n8n writes into what it is given.
	const options = { ...request, ...FIXED, ...content(request.body) };
	try {
		const answer: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_TYPE,
			options,
		);
		return { answer };
	} catch (error) {
		return { fault: signal?.aborted ? CANCELLED : readFault(error) };
	}
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
	return faultFailure(outcome.fault, plan.purpose, redact, attempts, doubt);
}

async function keyOf(context: RequestContext): Promise<unknown[]> {
	try {
		const { apiKey } = await context.getCredentials(CREDENTIAL_TYPE);
		return [apiKey];
	} catch {
		// Without a credential there is no key that could leak.
		return [];
	}
}
