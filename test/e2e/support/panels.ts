import type { Locator, Page } from 'playwright-core';

/** A node in the node panel. */
export interface OfferedNode {
	name: string;
	description: string;
}

/** n8n's editor (of versions 1.123 to 2.41), as a person uses it. */
export class Panels {
	constructor(readonly page: Page) {}

	/** Opens a saved workflow on the canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`/workflow/${id}`, { waitUntil: 'commit' });
		await this.page.locator('[data-test-id="canvas"][class*="ready"]').waitFor();
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens the node panel, searches in it, and returns the results. */
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

	/** Opens the node panel with the tools that can be given to an agent. */
	async openTools(agent: string): Promise<void> {
		await this.node(agent)
			.locator('[data-handleid="inputs/ai_tool/0"]')
			.getByTestId('canvas-handle-plus')
			.click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** The results in the node panel: nodes with and without actions. */
	get offered(): Locator {
		return this.page
			.getByTestId('node-creator-node-item')
			.or(this.page.getByTestId('node-creator-action-item'))
			.filter({ visible: true });
	}

	/** Opens a node in the node panel and returns its actions. */
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

	/** Closes the node panel. */
	async closePanel(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.getByTestId('node-creator-search-bar').waitFor({ state: 'hidden' });
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the form of a node on the canvas, after closing any other. */
	async openNode(name: string): Promise<void> {
		await this.closeNode();
		await this.node(name).dblclick();
		await this.page
			.getByTestId('node-title-container')
			.getByTestId('inline-edit-preview')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.waitFor();
		await this.parameter('projectIdOrName').waitFor();
		// Lists of options that are being loaded.
		await this.parameters.locator('.el-select input:disabled').first().waitFor({ state: 'hidden' });
	}

	/** Opens the 'Settings' tab of a node's form. */
	async openSettings(name: string): Promise<void> {
		await this.openNode(name);
		await this.page.getByTestId('tab-settings').click();
		await this.parameter('notes').waitFor();
	}

	/** Opens the credential of a node, and waits until it has been tested. */
	async openCredential(name: string): Promise<void> {
		await this.openNode(name);
		await this.page.getByTestId('credential-edit-button').click();
		await this.page.getByTestId('credentials-config-container-test-success').waitFor();
	}

	/** The list of what can be added to a collection of the open form, by its placeholder. */
	addition(placeholder: string): Locator {
		const { parameters } = this;
		return parameters
			.getByText(placeholder, { exact: true })
			.or(parameters.getByPlaceholder(placeholder, { exact: true }))
			.filter({ visible: true });
	}

	/** Closes the open form, if there is one. */
	async closeNode(): Promise<void> {
		// n8n 1 has a link.
		const close = this.page.getByTestId('ndv-close-button').or(this.page.getByTestId('back-to-canvas'));
		if (await close.isVisible()) await close.click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** The 'Parameters' tab of the open form. */
	get parameters(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The field of a parameter. */
	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** The visible labels of the open form, from top to bottom. */
	async labels(): Promise<string[]> {
		const labels = this.parameters.getByTestId('input-label').filter({ visible: true });
		const texts = await labels.allInnerTexts();
		return texts.map((text) => text.split('\n')[0].trim());
	}

	/** Opens the list of options of a parameter, once they have been loaded, and shows it as a whole. */
	async openOptions(parameter: string): Promise<void> {
		await this.page.addStyleTag({ content: '.el-select-dropdown__wrap { max-height: none !important }' });
		await this.parameter(parameter).locator('input:not([disabled])').first().click();
		await this.options.first().waitFor();
	}

	/** The options in an open list. */
	get options(): Locator {
		return this.page.locator('.el-select-dropdown__item').filter({ visible: true });
	}

	/** Opens the list of the ways in which a resource locator can be set. */
	async openModes(parameter: string): Promise<void> {
		await this.page.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-mode-selector').click();
		await this.options.first().waitFor();
	}

	/** Opens the list of a resource locator, and waits for its first entry. */
	async openList(parameter: string): Promise<void> {
		await this.page.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		await this.listed.first().waitFor();
	}

	/** The entries in the open list of a resource locator. */
	get listed(): Locator {
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	/** The output panel of the open form. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/**
	 * Reopens a workflow, runs one of its nodes, and waits until it has ended and the output panel shows items or an error.
	 *
	 * It reopens the workflow because n8n 2.41.1 can't always run a second node: "Cannot read properties of null".
	 */
	async run(workflow: string, name: string): Promise<void> {
		await this.openWorkflow(workflow);
		await this.openNode(name);
		await this.page.getByTestId('node-execute-button').click();
		const items = this.output.getByTestId('ndv-items-count');
		const error = this.output.locator('.node-error-view');
		await items.or(error).filter({ visible: true }).first().waitFor();
		// The output can be there before the execution has ended.
		await this.page
			.getByTestId('node-execute-button')
			.filter({ hasText: 'Execute step' })
			// Its text is there while it is busy, but hidden until the spinner has faded out.
			.filter({ hasNot: this.page.locator('[class*="loading-container"]') })
			.waitFor();
	}
}
