import type { Request } from 'express';
import { Buffer } from '../node';

/** As n8n's body parser leaves a request: the raw bytes, and the body parsed; of a form, which it has read, no bytes. */
export function asParsed(request: Request): object {
	if (request.is('multipart/form-data')) {
		const readRawBody = async () => await Promise.reject(new Error('stream is not readable'));
		return { rawBody: undefined, readRawBody, body: { data: {}, files: {} } };
	}
	const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	return { rawBody, readRawBody: async () => await Promise.resolve(), body: parsed(rawBody) };
}

function parsed(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString('utf8'));
	} catch {
		return {};
	}
}
