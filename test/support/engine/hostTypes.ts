import type {
	ICredentialType,
	INode,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { Engine, WorkflowFile } from './index';

export type HookName = 'checkExists' | 'create' | 'delete';

/** How a host behaves. */
export interface HostOptions {
	engine: Engine;
	credentialType: ICredentialType;
	credential: () => { apiKey: string; baseUrl: string };
	/** Where this n8n says that it can be reached; default `PUBLIC_URL`. */
	publicUrl?: string;
	/** Whether it loads the workflow again to clean up after a failed activation, as n8n does before 2.41. */
	reloadsAfterFailure?: boolean;
}

/** A workflow as n8n loads it from its database, with the static data that is saved there. */
export interface LoadedWorkflow {
	workflow: Workflow;
	node: INode;
	additionalData: IWorkflowExecuteAdditionalData;
	webhookData: IWebhookData;
}

/** How a workflow is activated. */
export interface ActivationOptions {
	/** Whether it's the test run of the Listen button. */
	test?: boolean;
	/** Why n8n activates the workflow. */
	activation?: WorkflowActivateMode;
	/** The workflow that an earlier attempt has used. */
	loaded?: LoadedWorkflow;
}

/** A workflow whose webhook listens. */
export interface Listening {
	file: WorkflowFile;
	node: INode;
	test: boolean;
}
