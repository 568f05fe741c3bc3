import { randomUUID } from 'node:crypto';
import type {
	ExecutionStatus,
	IDataObject,
	INode,
	INodeCredentialsDetails,
	INodeListSearchResult,
	INodeParameters,
	INodeTypeDescription,
	IRunExecutionData,
} from 'n8n-workflow';
import { unflatten } from './flatted';
import type { Execution, SavedWorkflow, WorkflowJson } from './saved';
import { until } from './until';

/** Identifies requests as those of the owner's browser. */
export interface Session {
	/** Name and value of the cookie. */
	cookie: string;
	/** Sent with each request; the cookie is valid only for this browser. */
	browserId: string;
}

/** Result of a credential test. */
export interface TestResult {
	status: 'OK' | 'Error';
	message: string;
}

interface SavedExecution extends Omit<Execution, 'data' | 'rawData'> {
	data?: string;
}

/** Whether the triggers of a workflow are registered. */
interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

const ENDED: ReadonlySet<ExecutionStatus> = new Set(['success', 'error', 'canceled', 'crashed']);
const EXECUTION_DEADLINE_MS = 60_000;

/** The owner of the test instances. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: ['Only', 'for', 'tests', '1'].join('-'),
};

/** A response of n8n other than 2xx. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		request: string,
		readonly body: string,
	) {
		super(`${request} returned ${status}: ${body.slice(0, 1_000)}`);
		this.name = 'ApiError';
	}
}

/** n8n's internal REST API (of versions 1.123 to 2.41), as its editor uses it. Each method throws `ApiError`. */
export class Client {
	private readonly browserId = randomUUID();

	private cookie = '';

	/** @param baseUrl n8n's, without a slash at the end */
	constructor(readonly baseUrl: string) {}

	/** For a browser that should be signed in, too. */
	get session(): Session {
		return { cookie: this.cookie, browserId: this.browserId };
	}

	/** Makes `OWNER` the owner of a new instance and signs in. */
	async setupOwner(): Promise<void> {
		await this.request('POST', '/rest/owner/setup', OWNER);
	}

	/** Signs in to an instance that `OWNER` already owns. */
	async login(): Promise<void> {
		const { email, password } = OWNER;
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** Saves a credential and returns the reference that a node needs. */
	async createCredential(type: string, name: string, data: IDataObject): Promise<INodeCredentialsDetails> {
		const { id } = await this.post<{ id: string }>('/rest/credentials', { type, name, data });
		return { id, name };
	}

	/** Tests a saved credential, or unsaved changes to it (`data`). */
	async testCredential(
		type: string,
		credential: INodeCredentialsDetails,
		data?: IDataObject,
	): Promise<TestResult> {
		return await this.post('/rest/credentials/test', { credentials: { ...credential, type, data } });
	}

	/** The entries of a resource locator's dropdown, from the endpoint that the editor uses. */
	async locatorResults(
		methodName: string,
		path: string,
		currentNodeParameters: INodeParameters,
		credentials: Record<string, INodeCredentialsDetails>,
		filter?: string,
		nodeType = { name: 'n8n-nodes-ampersand.ampersand', version: 1 },
	): Promise<INodeListSearchResult> {
		return await this.post('/rest/dynamic-node-parameters/resource-locator-results', {
			methodName,
			path: `parameters.${path}`,
			nodeTypeAndVersion: nodeType,
			currentNodeParameters,
			credentials,
			filter,
		});
	}

	/** Imports a workflow. */
	async createWorkflow(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const { name, nodes, connections, settings = {}, pinData } = workflow;
		// n8n 1 requires `active`.
		return await this.post('/rest/workflows', { name, nodes, connections, settings, pinData, active: false });
	}

	/** Saves changed nodes in a workflow; the published version stays until `activate`. */
	async updateWorkflow(id: string, nodes: INode[]): Promise<SavedWorkflow> {
		const { versionId, connections } = await this.workflow(id);
		return await this.patch(`/rest/workflows/${id}`, { nodes, connections, versionId });
	}

	/** All saved workflows. */
	async workflows(): Promise<Array<Pick<SavedWorkflow, 'id' | 'name' | 'active'>>> {
		return await this.get('/rest/workflows');
	}

	/** A saved workflow. */
	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.get(`/rest/workflows/${id}`);
	}

	/** Runs a saved workflow as the editor does, and waits until the execution has ended. */
	async runWorkflow(id: string, triggerNodeName: string): Promise<Execution> {
		const { executionId } = await this.start<{ executionId: string }>(id, triggerNodeName);
		return await this.execution(executionId);
	}

	/**
	 * Waits until an execution has ended.
	 *
	 * @throws Error if it hasn't after a minute
	 */
	async execution(id: string): Promise<Execution> {
		return await until<Execution>(async () => {
			const { data, ...saved } = await this.get<SavedExecution>(`/rest/executions/${id}`);
			if (ENDED.has(saved.status) && data) {
				const runData = unflatten(data) as IRunExecutionData | undefined;
				const { error, lastNodeExecuted } = runData?.resultData ?? {};
				const next = runData?.executionData?.nodeExecutionStack.at(0)?.node.name;
				// n8n 1 saves the status a moment before the data. Until then, those of a wait have its node as the next one, too.
				if (error ?? (lastNodeExecuted && next !== lastNodeExecuted))
					return { result: { ...saved, data: runData as IRunExecutionData, rawData: data } };
			}
			return { failure: new Error(`Execution ${id} is still ${saved.status}`) };
		}, EXECUTION_DEADLINE_MS);
	}

	/**
	 * The executions of a workflow, the latest first, without their data.
	 *
	 * n8n queries running and ended executions at the same time, so one that is just ending is listed twice.
	 */
	async executionsOf(workflowId: string): Promise<Array<{ id: string; status: ExecutionStatus }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.get<{ results: Array<{ id: string; status: ExecutionStatus }> }>(
			`/rest/executions?filter=${filter}&limit=100`,
		);
		return [...new Map(results.map((execution) => [execution.id, execution])).values()];
	}

	/**
	 * Publishes the latest version of a workflow, and waits until its webhooks are registered.
	 *
	 * @throws Error with n8n's reason if they can't be
	 */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.post(`/rest/workflows/${id}/activate`, { versionId });
		const { status, triggers } = await this.publicationStatus(id, 'published');
		if (status === 'published') return;
		throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('\n') || status);
	}

	/** Deactivates a workflow, and waits until its webhooks are removed. */
	async deactivate(id: string): Promise<void> {
		await this.post(`/rest/workflows/${id}/deactivate`, {});
		await this.publicationStatus(id, 'not_published');
	}

	/**
	 * Waits for a publication status: n8n 2.41 responds first and changes the status later. n8n up to 2.30
	 * has no status and responds last.
	 */
	private async publicationStatus(
		id: string,
		wanted: PublicationStatus['status'],
	): Promise<PublicationStatus> {
		return await until<PublicationStatus>(async () => {
			const found = await this.get<PublicationStatus>(`/rest/workflows/${id}/publication-status`).catch(
				(error: unknown) => {
					if (error instanceof ApiError && error.status === 404) return { status: wanted, triggers: [] };
					throw error;
				},
			);
			if ([wanted, 'partial', 'failed'].includes(found.status)) return { result: found };
			return { failure: new Error(`Workflow ${id} is ${found.status}, not ${wanted}`) };
		}, EXECUTION_DEADLINE_MS);
	}

	/** Registers the test webhook of a trigger, like the editor's 'Listen for test event'. */
	async listen(id: string, triggerNodeName: string): Promise<{ waitingForWebhook?: boolean }> {
		return await this.start(id, triggerNodeName);
	}

	/** Stops listening for the test event. */
	async stopListening(id: string): Promise<void> {
		await this.request('DELETE', `/rest/test-webhook/${id}`);
	}

	/** All node types that the editor offers. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return JSON.parse(await this.request('GET', '/types/nodes.json')) as INodeTypeDescription[];
	}

	/**
	 * Sends a request like the owner's browser.
	 *
	 * @returns the body of the response
	 * @throws ApiError if the response isn't 2xx
	 * @throws Error with the reason if there is no response
	 */
	async request(method: string, path: string, body?: object): Promise<string> {
		const response = await fetch(this.baseUrl + path, {
			method,
			headers: {
				'browser-id': this.browserId,
				...(this.cookie ? { cookie: this.cookie } : {}),
				...(body ? { 'content-type': 'application/json' } : {}),
			},
			body: body && JSON.stringify(body),
		}).catch((error: Error) => {
			// The message of `fetch` is always "fetch failed"; the reason is in its cause.
			throw new Error(`${method} ${path} failed: ${String(error.cause ?? error)}`, { cause: error });
		});
		const text = await response.text();
		if (!response.ok) throw new ApiError(response.status, `${method} ${path}`, text);
		const [cookie] = response.headers.getSetCookie();
		if (cookie) [this.cookie] = cookie.split(';');
		return text;
	}

	private async start<T>(id: string, triggerNodeName: string): Promise<T> {
		// n8n 1 runs the given workflow, n8n 2 the saved one.
		const workflowData = await this.workflow(id);
		const triggerToStartFrom = { name: triggerNodeName };
		return await this.post(`/rest/workflows/${id}/run`, { workflowData, triggerToStartFrom });
	}

	private async get<T>(path: string): Promise<T> {
		return dataOf<T>(await this.request('GET', path));
	}

	private async patch<T>(path: string, body: object): Promise<T> {
		return dataOf<T>(await this.request('PATCH', path, body));
	}

	private async post<T>(path: string, body: object): Promise<T> {
		return dataOf<T>(await this.request('POST', path, body));
	}
}

function dataOf<T>(text: string): T {
	return (JSON.parse(text) as { data: T }).data;
}
