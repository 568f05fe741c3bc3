import './environment';
import express, { type Request, type Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	type IDataObject,
	type INode,
	type IWebhookData,
	type IWebhookResponseData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { type http, type net, once } from '../node';
import { MemoryCredentials } from './credentials';
import type { ActivationOptions, HookName, HostOptions, Listening, LoadedWorkflow } from './hostTypes';
import { asParsed } from './parsedRequest';
import { type EngineResult, PUBLIC_URL, type WorkflowFile } from './index';

export { PUBLIC_URL };

/**
 * What the n8n server does around a trigger: it activates and deactivates workflows with n8n-core's `HookContext`,
 * listens with express as n8n does, receives with n8n-core's `WebhookContext`, keeps static data, and starts runs.
 */
export class WebhookHost {
	/** The runs that deliveries have started and that have ended. */
	readonly runs: EngineResult[] = [];

	/** What the trigger has written to n8n's log. */
	readonly log: Array<{ level: 'warn' | 'error'; message: string }> = [];

	/** Static data as n8n saves it, by workflow; n8n keeps that of test runs apart. */
	staticData = { production: new Map<string, IDataObject>(), test: new Map<string, IDataObject>() };

	/** Makes the start of a run fail, as when n8n can't reach its queue. */
	failToStart = false;

	/**
	 * Runs after the trigger has accepted a delivery, before n8n starts the run and responds; `closed` resolves when the
	 * sender has hung up.
	 */
	beforeStart?: (closed: Promise<unknown>) => Promise<void>;

	/** What the trigger has thrown when it was to clean up after a failed activation. */
	readonly cleanupErrors: unknown[] = [];

	/** Called with the context of each webhook method before it runs. */
	intercept?: (context: HookContext) => void;

	/** What has gone wrong when a delivery was handled. */
	private readonly errors: unknown[] = [];

	private readonly underway = new Set<Promise<void>>();

	private readonly listening = new Map<string, Listening>();

	private server?: http.Server;

	constructor(private readonly options: HostOptions) {}

	/** Base URL on loopback. */
	get url(): string {
		const { port } = this.server?.address() as net.AddressInfo;
		return `http://127.0.0.1:${port}`;
	}

	async start(): Promise<this> {
		const app = express();
		app.post(/.*/, express.raw({ type: () => true, limit: '16mb' }), async (request, response) => {
			await this.receive(request, response).catch((error: unknown) => {
				this.errors.push(error);
				if (!response.headersSent) response.status(500).json({ message: 'Error in webhook' });
			});
		});
		await new Promise<void>((resolve) => {
			this.server = app.listen(0, '127.0.0.1', () => resolve());
			// A busy process can't send in time on a connection that the server is about to close as idle.
			Object.assign(this.server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
		});
		return this;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}

	/** Resolves when every run that a delivery has started has ended; throws what went wrong when one was handled. */
	async settled(): Promise<void> {
		while (this.underway.size) await Promise.all(this.underway);
		if (this.errors.length) throw new Error(`A delivery could not be handled: ${String(this.errors[0])}`);
	}

	/**
	 * Activates a workflow as n8n does in one attempt: `checkExists`, and `create` unless it does; if one of them fails,
	 * `delete`. `test` as the Listen button does.
	 */
	async activate(
		file: WorkflowFile,
		{ test = false, activation = 'activate', loaded = this.load(file, test) }: ActivationOptions = {},
	): Promise<{ existed: boolean }> {
		const [mode, reason] = test ? (['manual', 'manual'] as const) : (['trigger', activation] as const);
		const run = async () => {
			const existed = await this.call('checkExists', loaded, mode, reason);
			if (!existed) await this.call('create', loaded, mode, reason);
			this.save(loaded);
			this.listen(file, { test });
			return { existed };
		};
		return await run().catch(async (error: unknown) => {
			await this.cleanUp(file, loaded).catch((thrown: unknown) => this.cleanupErrors.push(thrown));
			throw error;
		});
	}

	/** n8n 2.41 goes on with the same workflow, earlier ones load it again. */
	private async cleanUp(file: WorkflowFile, failed: LoadedWorkflow): Promise<void> {
		const { isTest = false } = failed.webhookData;
		const loaded = this.options.reloadsAfterFailure ? this.load(file, isTest) : failed;
		await this.call('delete', loaded, 'internal', 'update');
		this.save(loaded);
	}

	/** Listens without a registration, like a webhook process next to the main one. */
	listen(file: WorkflowFile, { test = false } = {}): void {
		const node = triggerOf(file);
		this.listening.set(this.path(node, test), { file, node, test });
	}

	/** Deactivates a workflow in one attempt; n8n calls `delete` in the mode 'internal', for a test too. */
	async deactivate(
		file: WorkflowFile,
		{ test = false, loaded = this.load(file, test) }: ActivationOptions = {},
	): Promise<void> {
		this.listening.delete(this.path(triggerOf(file), test));
		await this.call('delete', loaded, 'internal', 'update');
		// Only then: n8n 1 doesn't store static data when a webhook method throws.
		this.save(loaded);
	}

	/** The URL on loopback that a delivery to the workflow goes to. */
	deliveryUrl(file: WorkflowFile, { test = false } = {}): string {
		return `${this.url}${this.path(triggerOf(file), test)}`;
	}

	private path({ webhookId }: INode, test: boolean): string {
		return `/${test ? 'webhook-test' : 'webhook'}/${webhookId}/webhook`;
	}

	private async call(
		name: HookName,
		{ workflow, node, additionalData, webhookData }: LoadedWorkflow,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<boolean> {
		const context = new HookContext(workflow, node, additionalData, mode, activation, webhookData);
		this.recordLog(context);
		this.intercept?.(context);
		const type = workflow.nodeTypes.getByNameAndVersion(node.type);
		const method = type.webhookMethods?.default?.[name];
		if (!method) throw new Error(`The trigger has no ${name}`);
		const result = await method.call(context);
		if (!result && name !== 'checkExists') throw new Error(`The trigger reports that ${name} has failed`);
		return result;
	}

	private async receive(request: Request, response: Response): Promise<void> {
		const found = this.listening.get(request.path);
		if (!found) return void response.status(404).json({ message: 'The webhook is not registered' });
		const { file, test } = found;
		const mode = test ? 'manual' : 'webhook';
		const loaded = this.load(file, test, mode);
		Object.assign(request, asParsed(request));
		const result = await this.handle(loaded, mode, request, response);
		this.save(loaded);
		if (result.noWebhookResponse) return;
		if (!result.workflowData) return void response.json({ message: 'Webhook call received' });
		await this.beforeStart?.(once(response, 'close'));
		if (this.failToStart) return void response.status(500).json({ message: 'Error in workflow' });
		response.json({ message: 'Workflow was started' });
		const input = result.workflowData[0].map(({ json }) => json);
		this.startRun(file, loaded.node, input, mode);
	}

	/** Lets the trigger of a loaded workflow handle a delivery. */
	async handle(loaded: LoadedWorkflow, mode: WorkflowExecuteMode, request: Request, response: Response) {
		const { workflow, node, webhookData } = loaded;
		const data = { ...loaded.additionalData, httpRequest: request, httpResponse: response };
		const context = new WebhookContext(workflow, node, data, mode, webhookData, [], null);
		this.recordLog(context);
		const type = workflow.nodeTypes.getByNameAndVersion(node.type);
		return (await type.webhook?.call(context)) as IWebhookResponseData;
	}

	private startRun(file: WorkflowFile, node: INode, input: IDataObject[], mode: WorkflowExecuteMode): void {
		const credential = this.options.credential();
		const running = this.options.engine
			.run(file, { credential, input, startNode: node.name, mode })
			.then((result) => void this.runs.push(result))
			.finally(() => this.underway.delete(running));
		this.underway.add(running);
	}

	/** Loads a workflow with its static data. */
	load(file: WorkflowFile, test: boolean, mode: WorkflowExecuteMode = 'trigger'): LoadedWorkflow {
		const { engine, credentialType, credential, publicUrl = PUBLIC_URL } = this.options;
		const stored = this.staticData[test ? 'test' : 'production'].get(file.id ?? '');
		const workflow = engine.workflow(file, structuredClone(stored));
		const credentials = new MemoryCredentials(credentialType, credential());
		const additionalData = engine.additionalData(file, credentials, mode);
		additionalData.webhookBaseUrl = `${publicUrl}/webhook`;
		additionalData.webhookTestBaseUrl = `${publicUrl}/webhook-test`;
		const node = workflow.getNode(triggerOf(file).name);
		if (!node) throw new Error('The workflow has no trigger');
		const [webhookDescription] = workflow.nodeTypes.getByNameAndVersion(node.type).description.webhooks ?? [];
		const webhookData: IWebhookData = {
			httpMethod: 'POST',
			node: node.name,
			path: this.path(node, test),
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
			isTest: test,
		};
		return { workflow, node, additionalData, webhookData };
	}

	private recordLog(context: HookContext | WebhookContext): void {
		// Read from another object, because n8n-core fixes a context's logger when it is first read.
		const { logger } = Object.create(context) as typeof context;
		const recorder = (level: 'warn' | 'error') => (message: string) => {
			this.log.push({ level, message });
			logger[level](message);
		};
		const value = { ...logger, warn: recorder('warn'), error: recorder('error') };
		Object.defineProperty(context, 'logger', { value });
	}

	/** Stores a workflow's static data. */
	save({ workflow, webhookData: { isTest } }: LoadedWorkflow): void {
		// n8n stores it as JSON.
		const saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		this.staticData[isTest ? 'test' : 'production'].set(workflow.id, saved);
	}
}

function triggerOf({ nodes }: WorkflowFile): INode {
	const node = nodes.find(({ type }) => type.endsWith('.ampersandTrigger'));
	if (!node) throw new Error('The workflow has no Ampersand Trigger');
	return node;
}
