import type {
	ExecutionStatus,
	IConnections,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

/** A workflow, as a file in `examples` has it. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	/** Items that take the place of what a node gives out, by its name. */
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
	/** The data as n8n has saved it. */
	rawData: string;
}

/**
 * What a node gave out in its only run.
 *
 * @param output index of the output: the error output is the last one
 */
export function itemsOf({ data }: Execution, node: string, output = 0): INodeExecutionData[] {
	return data.resultData.runData[node]?.[0]?.data?.main?.[output] ?? [];
}
