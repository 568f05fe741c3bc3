import type {
	ExecutionStatus,
	IConnections,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

/** A workflow, as in the files of `examples`. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	/** Pinned output items, by the node's name. */
	pinData?: Record<string, INodeExecutionData[]>;
}

/** A saved workflow. */
export interface SavedWorkflow extends WorkflowJson {
	id: string;
	active: boolean;
	versionId: string;
}

/** A saved execution. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	workflowId: string;
	data: IRunExecutionData;
	/** The data as n8n saved it. */
	rawData: string;
}

/**
 * The output items of a node in its only run.
 *
 * @param output index of the output: the error output is the last one
 */
export function itemsOf({ data }: Execution, node: string, output = 0): INodeExecutionData[] {
	return data.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
}
