import './environment';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type IConnections,
	type ICredentialType,
	type IDataObject,
	type IN8nHttpFullResponse,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IPinData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { MemoryCredentials } from './credentials';
import { nodeTypesOf } from './nodeTypes';

/** Where this n8n says that it can be reached. */
export const PUBLIC_URL = 'https://n8n.example.test';

/** A workflow as n8n exports it. */
export interface WorkflowFile {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IDataObject;
	pinData?: IPinData;
}

/** The classes to run: the sources in tests, the built package in the demo. */
export interface PackageUnderTest {
	nodes: INodeType[];
	credential: ICredentialType;
}

export interface EngineOptions {
	/** The credential's values; without them the node has no credential. */
	credential?: { apiKey: string; baseUrl: string; [field: string]: string };
	/** n8n's variables (`$vars`), whose values are always text. */
	variables?: Record<string, string>;
	/** The output items of the start node, instead of its own. */
	input?: IDataObject[];
	/** Name of the first node; default: the first one that isn't a sticky note. */
	startNode?: string;
	mode?: WorkflowExecuteMode;
	/** Stops the execution when it is aborted, as the Stop button does. */
	cancel?: AbortSignal;
	/** The data of an earlier execution, which this one continues instead of beginning anew. */
	from?: IRunExecutionData;
}

/** The result of one node. */
export interface NodeResult {
	/** Items by output; the error output is the last. */
	outputs: INodeExecutionData[][];
	/** The error that stopped it. */
	error?: ThrownError;
	/** How long it took, in milliseconds. */
	executionTime: number;
}

/** A `NodeApiError` as n8n keeps it with the execution. */
export interface ThrownError extends Error {
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
	node?: INode;
}

export interface EngineResult {
	status: string;
	/** The error that stopped the workflow. */
	error?: ThrownError;
	nodes: Record<string, NodeResult>;
	/** What its Respond to Webhook nodes sent. */
	responses: IN8nHttpFullResponse[];
	/** Everything that n8n would save of the execution. */
	run: IRun;
	credentials: MemoryCredentials;
}

/** n8n's engine with our package loaded. */
export class Engine {
	private readonly types;

	/**
	 * @param others node types of n8n's own to use instead of the stand-ins, by full name
	 */
	constructor(
		private readonly pack: PackageUnderTest,
		others: Record<string, INodeType> = {},
	) {
		this.types = nodeTypesOf(pack.nodes, others);
	}

	/**
	 * Runs a workflow with n8n-core's `WorkflowExecute` and real HTTP.
	 *
	 * @throws what the engine throws when the workflow itself is faulty; a failing node is in the result
	 */
	async run(file: WorkflowFile, options: EngineOptions = {}): Promise<EngineResult> {
		const workflow = this.workflow(file);
		const start = workflow.getNode(options.startNode ?? firstNode(file));
		if (!start) throw new Error(`The workflow has no node ${options.startNode}`);
		const pinData = options.input
			? { ...file.pinData, [start.name]: options.input.map((json) => ({ json })) }
			: file.pinData;
		const mode = options.mode ?? 'manual';
		const credentials = new MemoryCredentials(this.pack.credential, options.credential);
		const additionalData = this.additionalData(file, credentials, mode);
		const responses: IN8nHttpFullResponse[] = [];
		additionalData.hooks?.addHandler('sendResponse', (response) => {
			responses.push(response as IN8nHttpFullResponse);
		});
		additionalData.variables = options.variables ?? {};
		const execution = new WorkflowExecute(
			additionalData,
			mode,
			options.from ?? createEmptyRunExecutionData(),
		);
		const running = options.from
			? execution.processRunExecutionData(workflow)
			: execution.run({ workflow, startNode: start, pinData });
		const stop = () => running.cancel();
		options.cancel?.addEventListener('abort', stop, { once: true });
		const run = await running;
		options.cancel?.removeEventListener('abort', stop);
		return { ...readRun(run), responses, run, credentials };
	}

	/**
	 * The workflow as the engine sees it.
	 *
	 * @param staticData what its nodes have kept from earlier on
	 */
	workflow(file: WorkflowFile, staticData?: IDataObject): Workflow {
		return new Workflow({
			id: file.id ?? 'workflow-1',
			name: file.name ?? 'Test',
			nodes: structuredClone(file.nodes),
			connections: file.connections,
			active: false,
			nodeTypes: this.types,
			staticData,
			settings: { executionOrder: 'v1', ...file.settings },
		});
	}

	/** What the engine needs in addition to the workflow. */
	additionalData(
		file: WorkflowFile,
		credentialsHelper: MemoryCredentials,
		mode: WorkflowExecuteMode,
	): IWorkflowExecuteAdditionalData {
		const data = { id: file.id ?? 'workflow-1', name: file.name ?? 'Test', active: false, nodes: file.nodes };
		const workflowData = {
			...data,
			connections: file.connections,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			activeVersionId: null,
		};
		const base = 'http://127.0.0.1:1';
		const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
			credentialsHelper,
			executionId: '1',
			currentNodeExecutionIndex: 0,
			variables: {},
			restApiUrl: base,
			instanceBaseUrl: `${base}/`,
			formBaseUrl: base,
			formWaitingBaseUrl: `${base}/form-waiting`,
			formTestBaseUrl: base,
			webhookBaseUrl: `${base}/webhook`,
			webhookWaitingBaseUrl: `${PUBLIC_URL}/webhook-waiting`,
			webhookTestBaseUrl: `${base}/webhook-test`,
			mcpBaseUrl: base,
			mcpTestBaseUrl: base,
			hooks: new ExecutionLifecycleHooks(mode, '1', workflowData),
		};
		return additionalData as IWorkflowExecuteAdditionalData;
	}
}

function firstNode({ nodes }: WorkflowFile): string {
	return nodes.find(({ type }) => !type.endsWith('.stickyNote'))?.name ?? '';
}

function readRun(run: IRun): Pick<EngineResult, 'status' | 'error' | 'nodes'> {
	const { runData, error } = run.data.resultData;
	const nodes: Record<string, NodeResult> = {};
	for (const [name, runs] of Object.entries(runData)) {
		const last = runs.at(-1);
		nodes[name] = {
			outputs: (last?.data?.main ?? []).map((items) => items ?? []),
			error: last?.error as ThrownError | undefined,
			executionTime: last?.executionTime ?? 0,
		};
	}
	return { status: run.status, error: error as ThrownError | undefined, nodes };
}
