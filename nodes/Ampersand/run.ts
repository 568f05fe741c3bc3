import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/api';
import { invalidParameter, isTool } from '../shared/errors/failure';
import type { ProviderInfo } from '../shared/provider';
import { isExpression } from '../shared/values';
import { RunParameters } from './expressions';
import type { ItemTask, Operation } from './operation';
import { ParameterReader } from './parameters';
import { readBatching, readRequestOptions } from './requestOptions';
import { operations, properties } from './resources';
import { type Declarations, declaredParameters, gatherRequest, readRoute, type Route } from './route';
import type { TurnOptions } from './turns';

/** An input item that was read and checked, but not sent yet. */
export interface PreparedItem {
	/** Index of the input item, counted from 0. */
	readonly index: number;
	readonly request: IHttpRequestOptions;
	/** Its parameters, which errors name. */
	readonly parameters: ParameterReader;
	readonly maxRetries: number;
	readonly maxConcurrency: number;
	/** As in n8n's own declarative nodes, only the first item's value counts. */
	readonly batching: TurnOptions['batching'];
	/** Names what only one task at a time may use, if anything. */
	readonly lock: string | undefined;
	readonly task: ItemTask;
}

/** What all items of one run of the node have in common. */
export class Run {
	readonly node: INode;
	readonly items: INodeExecutionData[];
	/** Whether an AI agent runs the node as its tool. */
	readonly isTool: boolean;
	readonly operation: Operation;
	/** Shown beside the output. */
	readonly hints = new Set<string>();
	/** Ampersand's providers, once an item has asked for them. */
	catalog?: Promise<Map<string, ProviderInfo>>;
	private readonly route: Route;
	private readonly declarations: Declarations;
	private readonly collections: string[];
	private readonly parameters: RunParameters;
	private readonly zone: string;
	private shared?: Promise<ICredentialDataDecryptedObject | undefined>;
	private readonly credentials: Array<Promise<ICredentialDataDecryptedObject>> = [];

	/** @throws Failure when the resource or the operation isn't known */
	constructor(readonly context: IExecuteFunctions) {
		this.node = context.getNode();
		this.items = context.getInputData();
		this.isTool = isTool(this.node);
		this.operation = operationOf(this.node);
		this.declarations = declaredParameters({ name: this.node.type, properties }, this.node);
		this.collections = [...this.declarations]
			.filter(([, { type }]) => type === 'collection')
			.map(([path]) => path);
		this.route = readRoute(this.declarations, this.node);
		this.parameters = new RunParameters(context, this.node, this.items, this.isTool);
		this.zone = context.getTimezone();
	}

	/**
	 * Reads and checks an item's parameters.
	 *
	 * @throws Failure when one can't be used, or when an expression can't be evaluated
	 */
	prepareItem(index: number): PreparedItem {
		const p = new ParameterReader(this.declarations, this.parameters, index, this.zone, this.isTool);
		for (const path of this.collections) p.checkCollection(path);
		const { convert = {}, lock, prepare } = this.operation;
		const draft = gatherRequest(this.route, (path) =>
			convert[path] ? convert[path](p, path) : p.declared(path),
		);
		const task = prepare(p, draft);
		return {
			index,
			parameters: p,
			request: { method: this.route.method, url: p.path(this.route.url), ...draft, ...readRequestOptions(p) },
			maxRetries: p.integer('options.maxRetries'),
			maxConcurrency: p.integer('options.maxConcurrency'),
			batching: readBatching(p),
			lock: lock?.(p),
			task,
		};
	}

	/**
	 * The decrypted credential: read once per run, unless it differs between items because it contains an expression.
	 *
	 * @throws n8n's error when there is none
	 */
	async credential(index: number): Promise<ICredentialDataDecryptedObject> {
		this.shared ??= this.sharedCredential();
		return (await this.shared) ?? (await this.ownCredential(index));
	}

	private async ownCredential(index: number): Promise<ICredentialDataDecryptedObject> {
		this.credentials[index] ??= this.context.getCredentials(CREDENTIAL_TYPE, index);
		return await this.credentials[index];
	}

	/** Identifies what an item deletes, because the same path names something else under another credential. */
	async deletionOf({ index, request }: PreparedItem): Promise<string> {
		return JSON.stringify([await this.credential(index), request.url]);
	}

	/** The credential if it is the same for all items: one with an expression differs, or fails, for an index that doesn't exist. */
	private async sharedCredential(): Promise<ICredentialDataDecryptedObject | undefined> {
		const { length } = this.items;
		if (length < 2) return await this.ownCredential(0);
		// A fractional index also has another remainder, because some expressions rotate keys by `index % n`.
		const [first, beyond] = await Promise.all(
			[0, length + 0.5].map(async (index) => await this.ownCredential(index).catch(() => undefined)),
		);
		return JSON.stringify(beyond) === JSON.stringify(first) ? first : undefined;
	}
}

function operationOf({ parameters: { resource, operation } }: INode): Operation {
	const ofResource = choiceOf(operations, resource, 'Resource');
	return choiceOf(ofResource, operation, 'Operation');
}

/** @throws Failure when the choice is an expression, or isn't known */
function choiceOf<T>(all: Record<string, T>, name: unknown, label: string): T {
	// n8n strips the leading `=`, except before a bare `$fromAI()`.
	if (isExpression(name) || (typeof name === 'string' && name.includes('{{'))) {
		const hint = 'Choose it in the node. For an AI agent, add one tool for each operation.';
		throw invalidParameter(label, "can't be an expression", hint);
	}
	if (Object.hasOwn(all, String(name))) return all[String(name)];
	throw invalidParameter(label, "isn't supported by this version of the node");
}
