import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeProperties,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/api';
import { invalidParameter } from '../shared/errors/failure';
import type { SendOptions } from '../shared/transport/request';
import { isExpression } from '../shared/values';
import type { ItemTask, Operation } from './operation';
import { ParameterReader } from './parameters';
import { RunParameters } from './expressions';
import { readBatching, readRequestOptions } from './requestOptions';
import { operations, properties } from './resources';
import { declaredParameters, gatherRequest, readRoute, type Route } from './route';
import type { TurnOptions } from './turns';

/** An input item that was read and checked, but not sent yet. */
export interface PreparedItem {
	readonly run: Run;
	/** Index of the input item, counted from 0. */
	readonly index: number;
	readonly request: IHttpRequestOptions;
	readonly maxRetries: number;
	readonly maxConcurrency: number;
	readonly task: ItemTask;
}

/** What all items of one run of the node have in common. */
export class Run {
	readonly node: INode;
	/** Whether an AI agent runs the node as its tool. */
	readonly isTool: boolean;
	readonly operation: Operation;
	/** The tails of the tasks that must not overlap, by path. */
	readonly tails = new Map<string, Promise<unknown>>();
	/** The pauses between batches: as for n8n's own declarative nodes, those of the first item. */
	turns?: Pick<TurnOptions, 'batching'>;
	private readonly route: Route;
	private readonly declarations: ReadonlyMap<string, INodeProperties>;
	private readonly parameters: RunParameters;
	private readonly zone: string;
	private decrypted?: Promise<ICredentialDataDecryptedObject>;

	/** @throws Failure when the resource or the operation isn't known */
	constructor(readonly context: IExecuteFunctions) {
		this.node = context.getNode();
		this.isTool = this.node.type.endsWith('Tool');
		this.operation = operationOf(this.node);
		const declared = declaredParameters({ name: this.node.type, properties }, this.node);
		this.declarations = new Map(declared.map(({ path, property }) => [path, property]));
		this.route = readRoute(declared, this.node);
		this.parameters = new RunParameters(context, this.node, context.getInputData(), this.isTool);
		this.zone = context.getTimezone();
	}

	/**
	 * Reads and checks an item's parameters.
	 *
	 * @throws Failure when one can't be used, or the evaluator's error when an expression fails
	 */
	prepareItem(index: number): PreparedItem {
		const p = this.reader(index);
		for (const name of ['filters', 'onlyIf']) p.checkCollection(name);
		const { convert = {} } = this.operation;
		const draft = gatherRequest(this.route, (path) =>
			convert[path] ? convert[path](p, path) : p.declared(path),
		);
		const task = this.operation.prepare(p, draft);
		this.turns ??= { batching: readBatching(p) };
		return {
			run: this,
			index,
			request: { method: this.route.method, url: p.path(this.route.url), ...draft, ...readRequestOptions(p) },
			maxRetries: p.integer('options.maxRetries', 3),
			maxConcurrency: p.integer('options.maxConcurrency', 10),
			task,
		};
	}

	/**
	 * The decrypted credential, read once per run.
	 *
	 * @throws n8n's error when there is none
	 */
	async credential(): Promise<SendOptions['credential']> {
		this.decrypted ??= this.context.getCredentials(CREDENTIAL_TYPE, 0);
		return await this.decrypted;
	}

	private reader(index: number): ParameterReader {
		return new ParameterReader(this.declarations, this.parameters, index, this.zone, this.isTool);
	}
}

function operationOf({ parameters: { resource, operation } }: INode): Operation {
	if (wasExpression(resource)) throw notAnExpression('Resource');
	if (wasExpression(operation)) throw notAnExpression('Operation');
	const ofResource = member(operations, resource) ?? unsupported('Resource');
	return member(ofResource, operation) ?? unsupported('Operation');
}

/** n8n takes the = away where no expression is allowed, except in front of a lone $fromAI(). */
function wasExpression(value: unknown): boolean {
	return isExpression(value) || (typeof value === 'string' && value.includes('{{'));
}

function member<T>(all: Record<string, T>, name: unknown): T | undefined {
	return Object.hasOwn(all, String(name)) ? all[String(name)] : undefined;
}

function notAnExpression(label: string): Error {
	const hint = 'Choose it in the node. For an AI agent, add one tool for each operation.';
	return invalidParameter(label, "can't be an expression", hint);
}

function unsupported(label: string): never {
	throw invalidParameter(label, "isn't supported by this version of the node");
}
