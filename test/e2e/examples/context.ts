import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { API_KEY, type E2eHarness, PROJECT } from '../support/e2eHarness';
import { type Chosen, example } from '../support/examples';
import { type Execution, itemsOf, type SavedWorkflow } from '../support/saved';

/** The API key that a customer enters. */
export const CUSTOMER_KEY = ['the', 'api', 'key', 'of', 'a', 'customer'].join('-');

/** The ID of a connection that doesn't exist. */
export const UNKNOWN = 'no-such-connection';

/** What an example must do, by what is claimed. */
export type Claims = Record<string, () => Promise<void>>;

type Connection = E2eHarness['api']['state']['connections'][number]['connection'];

/** What the tests of the examples share. */
export class ExamplesContext {
	private imported?: SavedWorkflow;

	constructor(readonly harness: E2eHarness) {}

	/** Imports an example and fills it in. */
	async load(name: string, more: Partial<Chosen> = {}): Promise<SavedWorkflow> {
		const { api, client, credential } = this.harness;
		const chosen = { project: PROJECT, credential, baseUrl: api.url, ...more };
		this.imported = await client.createWorkflow(example(name, chosen));
		return this.imported;
	}

	/** Runs an example from a trigger, with these fields of its node Settings. */
	async runWith(name: string, settings: IDataObject = {}, trigger = 'Start'): Promise<Execution> {
		const { id } = await this.load(name, { settings });
		return await this.harness.client.runWorkflow(id, trigger);
	}

	/** Deactivates the example that was loaded last, and forgets the requests. */
	async reset(): Promise<void> {
		if (this.imported) await this.harness.client.deactivate(this.imported.id);
		this.imported = undefined;
		await this.harness.api.deliveriesSettled();
		this.harness.api.resetLog();
	}

	/** The connections of the project that the examples run in. */
	connections(): Connection[] {
		const { id } = this.harness.api.state.project(PROJECT);
		return this.harness.api.state.connections
			.map(({ connection }) => connection)
			.filter(({ projectId }) => projectId === id);
	}

	/** Its installations. */
	installations(): E2eHarness['api']['state']['installations'] {
		const { id } = this.harness.api.state.project(PROJECT);
		return this.harness.api.state.installations.filter(({ projectId }) => projectId === id);
	}

	/** The IDs of what a customer has. */
	ofGroup(groupRef: string): { installations: string[]; connections: string[] } {
		const idsOf = (list: Array<{ id: string; group: { groupRef: string } }>) =>
			list.filter(({ group }) => group.groupRef === groupRef).map(({ id }) => id);
		return { installations: idsOf(this.installations()), connections: idsOf(this.connections()) };
	}

	/** The first connection with an auth scheme. */
	first(authScheme: string): Connection {
		const found = this.connections().find((connection) => connection.authScheme === authScheme);
		if (!found) throw new Error(`No connection with ${authScheme} is seeded`);
		return found;
	}

	/** Method and status of each request so far. */
	requests(): string[] {
		return this.harness.api.requests.map(({ method, status }) => `${method} ${status}`);
	}
}

/** The JSON of a node's items. */
export function jsonOf(execution: Execution, node: string, output = 0): IDataObject[] {
	return itemsOf(execution, node, output).map(({ json }) => json);
}

/** What the items of a node are paired with. */
export function pairingOf(
	execution: Execution,
	node: string,
	output = 0,
): Array<INodeExecutionData['pairedItem']> {
	return itemsOf(execution, node, output).map(({ pairedItem }) => pairedItem);
}

/** Expects that the execution was saved without the API key of the credential. */
export function expectNoKey({ rawData }: Execution): void {
	expect(rawData).not.toContain(API_KEY);
}
