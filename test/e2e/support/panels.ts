import type { Locator, Page } from 'playwright-core';

/** A node as the node panel offers it. */
export interface OfferedNode {
	name: string;
	description: string;
}

/** n8n's editor (of version 2.41), as a person works with it. */
export class Panels {
	constructor(readonly page: Page) {}

	/** Opens a saved workflow on the canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`/workflow/${id}`, { waitUntil: 'commit' });
		await this.page.locator('[data-test-id="canvas"][class*="ready"]').waitFor();
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens the panel of nodes over the canvas, searches in it and gives what it offers. */
	async searchNodes(text: string): Promise<OfferedNode[]> {
		const search = this.page.getByTestId('node-creator-search-bar');
		if (!(await search.isVisible())) await this.page.getByTestId('node-creator-plus-button').click();
		await search.fill(text);
		await this.offered.first().waitFor();
		return await Promise.all(
			(await this.offered.all()).map(async (item) => {
				const [name = '', ...description] = (await item.innerText()).split('\n').filter(Boolean);
				return { name, description: description.join(' ') };
			}),
		);
	}

	/** What the panel of nodes offers: nodes without actions, and nodes with. */
	private get offered(): Locator {
		return this.page
			.getByTestId('node-creator-node-item')
			.or(this.page.getByTestId('node-creator-action-item'))
			.filter({ visible: true });
	}

	/** Opens a node that the panel offers and gives the actions that it lists. */
	async actionsOf(name: string): Promise<string[]> {
		await this.offered.filter({ hasText: name }).first().click();
		await this.page
			.getByText(/^Actions \(/)
			.first()
			.waitFor();
		// The list of nodes slides out of the panel.
		await this.offered.first().waitFor({ state: 'hidden' });
		const actions = this.page.getByTestId('node-creator-item-name').filter({ visible: true });
		return (await actions.allInnerTexts()).map((text) => text.trim());
	}

	/** Closes the panel of nodes. */
	async closePanel(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.getByTestId('node-creator-search-bar').waitFor({ state: 'hidden' });
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the form of a node on the canvas, in place of the one that is open. */
	async openNode(name: string): Promise<void> {
		await this.closeNode();
		await this.node(name).dblclick();
		await this.page
			.getByTestId('node-title-container')
			.getByTestId('inline-edit-preview')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.waitFor();
		await this.parameter('projectIdOrName').waitFor();
	}

	/** Closes the form that is open, if one is. */
	async closeNode(): Promise<void> {
		const close = this.page.getByTestId('ndv-close-button');
		if (await close.isVisible()) await close.click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** The tab Parameters of the open form. */
	get parameters(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The field of one parameter. */
	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** The labels of the open form that can be seen, from top to bottom. */
	async labels(): Promise<string[]> {
		const labels = this.parameters.getByTestId('input-label').filter({ visible: true });
		const texts = await labels.allInnerTexts();
		return texts.map((text) => text.split('\n')[0].trim());
	}

	/** Opens the list of a resource locator, and waits until there is something in it. */
	async openList(parameter: string): Promise<void> {
		await this.page.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		await this.listed.first().waitFor();
	}

	/** What the open list of a resource locator holds. */
	get listed(): Locator {
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	/** The part of the open form that shows what the node gave out. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/**
	 * Opens a node of a workflow afresh, runs it and waits until it has given out items or an error.
	 *
	 * Afresh, since n8n 2.41.1 cannot always run a second node by itself: "Cannot read properties of null".
	 */
	async run(workflow: string, name: string): Promise<void> {
		await this.openWorkflow(workflow);
		await this.openNode(name);
		await this.page.getByTestId('node-execute-button').click();
		const items = this.output.getByTestId('ndv-items-count');
		const error = this.output.locator('.node-error-view');
		await items.or(error).filter({ visible: true }).first().waitFor();
	}

	/** Closes the notices at the edge of the window, such as that a node has run; those of errors stay by themselves. */
	async closeToasts(): Promise<void> {
		const toasts = this.page.locator('.el-notification');
		for (const toast of await toasts.all()) await toast.locator('.el-notification__closeBtn').click();
		await toasts.first().waitFor({ state: 'hidden' });
	}
}
