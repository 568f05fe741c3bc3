import { toApiError } from '../../nodes/shared/errors/apiError';
import type { Failure } from '../../nodes/shared/errors/failure';
import { redactor } from '../../nodes/shared/errors/redaction';

/** What the redaction of these failures masks. */
export const SECRET = ['sw0rdfish', 's3cret'].join('-');

/** What the request of these failures was for. */
export const action = { label: 'get the connection' };

/** Of a request that was sent once, with a known outcome. */
export const ATTEMPTS = { count: 1, outcomeUnknown: false, idempotent: true };

/** A response of the API. */
export const response = (statusCode: number, body: unknown, headers: Record<string, unknown> = {}) => ({
	statusCode,
	headers,
	body,
});

/** The failure for a response to the one request that was sent. */
export const failureFor = (statusCode: number, body: unknown, headers?: Record<string, unknown>): Failure =>
	toApiError(response(statusCode, body, headers), action, redactor([SECRET]), ATTEMPTS);
