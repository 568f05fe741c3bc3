import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/errors/failure';
import { readPages } from '../shared/transport/pagination';
import type { ApiResponse } from '../shared/api';
import { invalidResponse, unexpectedResponse } from '../shared/errors/apiError';
import type { ListOptions } from '../shared/transport/listOptions';
import { MAY_HAVE_SUCCEEDED } from '../shared/transport/request';
import type { Input, Operation } from './operation';
import { labelOf } from './resources/connection/labels';
import { raw, selected, type Shape, simplified } from './simplify';
import { wholeNumber, yesOrNo } from './values';

/** Sends the request, of a list for the page with the given token, and gives its answer. */
type Fetch = (selection?: ListOptions, pageToken?: string) => Promise<ApiResponse>;

/** Sends as many requests as it takes, and gives the item's outputs. */
export type Reader = (fetch: Fetch) => Promise<IDataObject[]>;

/**
 * n8n hands an item's outputs on as the arguments of one call, which fails with 'Maximum call stack size exceeded' from
 * about 120,000 on.
 */
const MOST_OUTPUTS = 100_000;

/**
 * How to make outputs of an operation's answers.
 *
 * All parameters are read here, before anything is sent.
 *
 * @param qs the request's finished query
 * @throws Failure when a parameter cannot be used
 */
export function readerFor(operation: Operation, input: Input, qs: IDataObject): Reader {
	switch (operation.answer) {
		case 'connections':
			return connectionsReader(operation, input);
		case 'connection':
			return connectionReader(operation, operation.shaped ? shapeOf(input, qs) : raw);
		case 'url':
			return async (fetch) => [{ url: urlIn(await fetch(), operation) }];
		case 'nothing':
			return deletionReader(input.parameter('connectionId') as string);
	}
}

function connectionsReader({ purpose }: Operation, input: Input): Reader {
	const limit = yesOrNo(input.parameter('returnAll', false), labelOf('returnAll'))
		? Infinity
		: wholeNumber(input.parameter('limit', 50), labelOf('limit'), 1);
	const { status } = (input.parameter('filters', {}) ?? {}) as IDataObject;
	const statuses = Array.isArray(status) ? status : status ? [status] : [];
	const shape = shapeOf(input, {});
	const selection: ListOptions = {
		map: (connection) =>
			statuses.length && !statuses.includes(connection.status as string) ? undefined : shape(connection),
		limit: Math.min(limit, MOST_OUTPUTS + 1),
	};
	return async (fetch) => {
		const outputs = await readPages(purpose, fetch, selection);
		if (outputs.length > MOST_OUTPUTS) throw tooMany();
		return outputs;
	};
}

function tooMany(): Failure {
	return new Failure({
		message: `There are more than ${MOST_OUTPUTS.toLocaleString('en')} connections, too many for one input item`,
		description:
			'Narrow them with the filters, such as Group Ref or Provider, with an input item for each value.',
	});
}

function connectionReader(operation: Operation, shape: Shape): Reader {
	return async (fetch) => {
		const answer = await fetch();
		const connection = answer.body as IDataObject | null;
		if (typeof connection === 'object' && typeof connection?.id === 'string') return [shape(connection)];
		const doubt = operation.repeatable === false ? MAY_HAVE_SUCCEEDED : undefined;
		throw unexpectedResponse(answer, operation.purpose, 'a connection', doubt);
	};
}

const NOT_CONFIRMED = "Couldn't confirm that the connection was deleted: the response isn't empty";

/** The API answers 204; a web page with a 200, such as a proxy's, is no proof of a deletion. */
function deletionReader(id: string): Reader {
	return async (fetch) => {
		const answer = await fetch();
		const { statusCode, body } = answer;
		const isEmpty = body === undefined || body === null || body === '';
		if (statusCode < 300 && !isEmpty) throw invalidResponse(answer, NOT_CONFIRMED, MAY_HAVE_SUCCEEDED);
		return [{ deleted: true, id }];
	};
}

function urlIn(answer: ApiResponse, { purpose }: Operation): string {
	const url = typeof answer.body === 'string' ? answer.body.trim() : '';
	if (/^https?:\/\/\S+$/.test(url)) return url;
	throw unexpectedResponse(answer, purpose, 'a URL');
}

function shapeOf(input: Input, qs: IDataObject): Shape {
	if (!input.isTool) {
		const simplify = yesOrNo(input.parameter('simplify', true), labelOf('simplify'));
		return simplify ? simplified(Boolean(qs.includeCreds ?? qs.includeRefreshToken)) : raw;
	}
	const output = input.parameter('output', 'simplified');
	if (output === 'raw') return raw;
	if (output !== 'fields') return simplified(Boolean(qs.includeCreds ?? qs.includeRefreshToken));
	const names = input.parameter('outputFields', []);
	return selected(Array.isArray(names) ? names.map(String) : String(names).split(/[\s,]+/));
}
