import { clock } from '../../../nodes/shared/transport/clock';
import type { WorkflowFile } from './index';
import type { WebhookHost } from './webhookHost';

/** How many times n8n tries to activate and to remove a webhook (`constants.js` of n8n 2.41.1). */
const ACTIVATION_ATTEMPTS = 5;
const TEARDOWN_ATTEMPTS = 3;
const FIRST_WAIT_MS = 1_000;

/** After this, n8n gives up without a reason: 0.7 of the lease of two minutes (`workflow-publication-outbox-consumer.js`). */
const DEADLINE_MS = 84_000;

/** What n8n does around the webhook methods when a workflow is published, unpublished, or n8n starts. */
export interface Lifecycle {
	/** @throws what n8n shows */
	publish(file: WorkflowFile): Promise<void>;
	/** @returns what n8n logs, if the webhook could not be removed */
	unpublish(file: WorkflowFile): Promise<string | undefined>;
	/** Starts n8n with workflows that are published. */
	start(files: WorkflowFile[]): Promise<void>;
	/** Whether n8n takes the webhook for registered. */
	isRegistered(file: WorkflowFile): boolean;
}

/**
 * The publication service of n8n 2.41.1, as in `workflows/triggers/webhook-trigger-registrar.js`,
 * `workflow-trigger-activator.js`, and `workflows/publication/workflow-publication-applier.js`: what it stores decides
 * whether a webhook is registered, and the attempts of one publication share the workflow with its static data.
 */
export class PublicationService implements Lifecycle {
	private readonly rows = new Set<string>();

	private readonly published = new Map<string, WorkflowFile>();

	constructor(private readonly host: WebhookHost) {}

	async publish(file: WorkflowFile): Promise<void> {
		await this.withinDeadline(async () => {
			const id = String(file.id);
			const former = this.published.get(id);
			if (former && JSON.stringify(former.nodes) !== JSON.stringify(file.nodes)) await this.teardown(former);
			this.published.set(id, structuredClone(file));
			if (!this.rows.has(id)) await this.activate(file);
		});
	}

	async unpublish(file: WorkflowFile): Promise<string | undefined> {
		const former = this.published.get(String(file.id)) ?? file;
		const failure = await this.withinDeadline(async () => await this.teardown(former));
		this.published.delete(String(file.id));
		return failure;
	}

	/** Nothing is checked: what is stored counts. */
	async start(files: WorkflowFile[]): Promise<void> {
		for (const file of files) {
			this.rows.add(String(file.id));
			this.published.set(String(file.id), structuredClone(file));
			this.host.listen(file);
		}
		await Promise.resolve();
	}

	isRegistered({ id }: WorkflowFile): boolean {
		return this.rows.has(String(id));
	}

	private async activate(file: WorkflowFile): Promise<void> {
		const loaded = this.host.load(file, false);
		let isActive = false;
		for (let attempt = 1; !isActive; attempt++) {
			const cleanups = this.host.cleanupErrors.length;
			this.rows.add(String(file.id));
			isActive = true;
			await this.host.activate(file, { loaded }).catch(async (error: unknown) => {
				isActive = false;
				if (this.host.cleanupErrors.length === cleanups) this.rows.delete(String(file.id));
				if (attempt === ACTIVATION_ATTEMPTS) throw error;
				await clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
			});
		}
	}

	private async teardown(file: WorkflowFile): Promise<string | undefined> {
		this.rows.delete(String(file.id));
		const loaded = this.host.load(file, false);
		let failure: string | undefined;
		for (let attempt = 1; attempt <= TEARDOWN_ATTEMPTS; attempt++) {
			failure = await failureOf(this.host.deactivate(file, { loaded }));
			if (failure === undefined) break;
			if (attempt < TEARDOWN_ATTEMPTS) await clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
		}
		this.host.save(loaded);
		return failure;
	}

	private async withinDeadline<T>(task: () => Promise<T>): Promise<T> {
		const deadline = clock.now() + DEADLINE_MS;
		const [outcome] = await Promise.allSettled([task()]);
		if (clock.now() > deadline) throw new Error('Workflow publication processing exceeded its deadline');
		if (outcome.status === 'rejected') throw outcome.reason;
		return outcome.value;
	}
}

/**
 * The `active-workflow-manager.js` of n8n 1.123, and of n8n 2.41 without the publication service: workflows are checked
 * one after the other at each start. The host must load a workflow again to clean up.
 */
export class ActiveWorkflowManager implements Lifecycle {
	private readonly active = new Set<string>();

	constructor(private readonly host: WebhookHost) {}

	async publish(file: WorkflowFile): Promise<void> {
		const activation = this.active.has(String(file.id)) ? 'update' : 'activate';
		if (activation === 'update') await this.unpublish(file);
		await this.host.activate(file, { activation });
		this.active.add(String(file.id));
	}

	async unpublish(file: WorkflowFile): Promise<string | undefined> {
		this.active.delete(String(file.id));
		return await failureOf(this.host.deactivate(file));
	}

	/** What can't be activated is tried again later. */
	async start(files: WorkflowFile[]): Promise<void> {
		for (const file of files) {
			const failure = await failureOf(this.host.activate(file, { activation: 'init' }));
			if (failure === undefined) this.active.add(String(file.id));
		}
	}

	isRegistered({ id }: WorkflowFile): boolean {
		return this.active.has(String(id));
	}
}

async function failureOf(task: Promise<unknown>): Promise<string | undefined> {
	return await task.then(
		() => undefined,
		(error: unknown) => (error as Error).message,
	);
}
