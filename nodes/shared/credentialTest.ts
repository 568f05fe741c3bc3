import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { Action, ApiResponse } from './api';
import { authenticate } from './authenticate';
import { toApiError } from './errors/apiError';
import { CHECK_BASE_URL } from './errors/hints';
import { fullMessage, toFailure } from './errors/failure';
import { unexpectedResponse } from './errors/invalidResponse';
import { classifyNetworkError, networkErrorToFailure } from './errors/networkError';
import { redactor } from './errors/redaction';
import { CREDENTIAL_TEST_TIMEOUT_MS } from './transport/timeouts';
import { isObject } from './values';

const ACTION: Action = { label: 'list the projects', notFoundHint: CHECK_BASE_URL };

const ONCE = { count: 1, outcomeUnknown: false, idempotent: true };

/**
 * Tests a credential by listing the projects of its API key (API operation `listProjects`).
 *
 * This is a function, because n8n's declarative test follows redirects with the key and shows only the status text or
 * the error code of a response.
 *
 * @returns the reason and what to do about it in one message, since n8n's editor shows nothing else
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		await listProjects(this, data);
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: fullMessage(toFailure(error)) };
	}
}

async function listProjects(
	context: ICredentialTestFunctions,
	credential: ICredentialDataDecryptedObject,
): Promise<void> {
	const redact = redactor([credential.apiKey]);
	let response: ApiResponse;
	try {
		const { headers, url } = authenticate(credential, { url: '/projects' });
		// The only HTTP helper of a credential test takes the older form of request options.
		response = (await context.helpers.request({
			method: 'GET',
			uri: url,
			headers,
			json: true,
			timeout: CREDENTIAL_TEST_TIMEOUT_MS,
			followRedirect: false,
			followAllRedirects: false,
			simple: false,
			resolveWithFullResponse: true,
		})) as ApiResponse;
	} catch (error) {
		throw networkErrorToFailure(classifyNetworkError(error), ACTION, redact, ONCE);
	}
	if (response.statusCode >= 300) throw toApiError(response, ACTION, redact, ONCE);
	const { body } = response;
	const projects = isObject(body) ? body.results : body;
	if (!Array.isArray(projects)) throw unexpectedResponse(response, ACTION, 'a list of projects');
}
