import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { Failure, invalidParameter, toErrorItem, toNodeApiError } from '../shared/errors/failure';
import { gateOf } from '../shared/gate';
import { encodePathValue, fillPath } from '../shared/transport/path';
import { redactorFor, send, type SendOptions } from '../shared/transport/request';
import type { Input } from './operation';
import { type Reader, readerFor } from './readers';
import { connectionOperations } from './resources/connection';
import { labelOf } from './resources/connection/labels';
import { wholeNumber } from './values';

type ResultOptions = DeclarativeRestApiSettings.ResultOptions;

/** One input item's work, read from the parameters and checked before anything is sent. */
interface Job {
	request: IHttpRequestOptions;
	plan: SendOptions;
	maxConcurrency: number;
	read: Reader;
}

/**
 * Carries out one input item: the one place through which every request of the node goes.
 *
 * n8n calls it as the `pagination` function of a declarative node (`IN8nRequestOperations.pagination`), with the
 * request that the declared routing has gathered. It fills the path, checks the input, sends, pages and maps
 * errors, and pairs what it returns with the input item. Input is refused here, not in a `preSend`: n8n itself
 * would make an item of such an error that is paired with nothing.
 *
 * @param requestData what the routing gathered: method, path template, query, body, request options
 * @returns the item's outputs; when the node goes on after errors, an error item instead of a throw
 * @throws NodeApiError when the item failed and the node is to stop
 */
export async function execute(
	this: IExecutePaginationFunctions,
	requestData: ResultOptions,
): Promise<INodeExecutionData[]> {
	const itemIndex = this.getItemIndex();
	const gate = gateOf(this.getExecuteData());
	try {
		const job = readJob(this, requestData.options);
		return await gate.pass(job.maxConcurrency, async () => {
			const results = await job.read(
				async (selection, pageToken) =>
					await send(this, page(job.request, pageToken), { ...job.plan, listOptions: selection }),
			);
			return results.map((json) => ({ json, pairedItem: { item: itemIndex } }));
		});
	} catch (error) {
		const failure = error instanceof Failure ? error : await unforeseen(this, error, requestData.options);
		if (this.continueOnFail()) {
			return [toErrorItem(failure, itemIndex, this.getNode().onError === 'continueErrorOutput')];
		}
		gate.stop(failure);
		throw toNodeApiError(this.getNode(), failure, itemIndex);
	}
}

function readJob(context: IExecutePaginationFunctions, gathered: ResultOptions['options']): Job {
	const input: Input = {
		parameter: (name, fallback) => context.getNodeParameter(name, fallback, { extractValue: true }),
		timezone: () => context.getTimezone(),
		isTool: context.getNode().type.endsWith('Tool'),
	};
	const operation = connectionOperations[String(input.parameter('operation'))];
	if (!operation)
		throw invalidParameter(labelOf('operation'), 'has a value that this version of the node does not know');

	const url = fillPath(gathered.url ?? '', (name) => encodePathValue(input.parameter(name), labelOf(name)));
	const draft = { qs: { ...gathered.qs }, body: { ...(gathered.body as IDataObject) } };
	operation.prepare?.(draft, input);
	const options = (input.parameter('options', {}) ?? {}) as IDataObject;
	return {
		request: { ...gathered, url, ...draft } as IHttpRequestOptions,
		plan: {
			action: operation.purpose,
			idempotent: operation.repeatable,
			treat404AsSuccess: operation.answer === 'nothing',
			maxRetries: wholeNumber(options.maxRetries ?? 3, labelOf('maxRetries'), 0, 10),
			signal: context.getExecutionCancelSignal(),
		},
		maxConcurrency: wholeNumber(options.maxConcurrency ?? 10, labelOf('maxConcurrency'), 1, 100),
		read: readerFor(operation, input, draft.qs),
	};
}

function page(request: IHttpRequestOptions, pageToken?: string): IHttpRequestOptions {
	return pageToken === undefined ? request : { ...request, qs: { ...request.qs, pageToken } };
}

/** An error that is none of ours, such as an expression that cannot be evaluated. */
async function unforeseen(
	context: IExecutePaginationFunctions,
	error: unknown,
	gathered: ResultOptions['options'],
): Promise<Failure> {
	const redact = await redactorFor(context, gathered.body);
	const { message, description } = error as { message?: unknown; description?: unknown };
	return new Failure({
		message: redact(typeof message === 'string' && message ? message : 'The item could not be processed'),
		description: typeof description === 'string' ? redact(description) : undefined,
	});
}
