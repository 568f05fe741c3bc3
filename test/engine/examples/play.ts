import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { StoredConnection, StoredInstallation } from '../../../emulator/state';
import type { EngineOptions, EngineResult, WorkflowFile } from '../../support/engine';
import { type EngineHarness, PROJECT } from '../../support/engineHarness';
import { example } from '../../support/examples';

/** How to run an example. */
export interface Played extends Pick<EngineOptions, 'input' | 'startNode' | 'from' | 'cancel'> {
	/** Fields of its node Settings. */
	settings?: IDataObject;
	/** Items of its trigger that have files. */
	files?: INodeExecutionData[];
}

/** An example, filled in for the tests. */
export function filledIn(harness: EngineHarness, name: string, settings?: IDataObject): WorkflowFile {
	const credential = { id: 'credential-1', name: 'Ampersand' };
	const { baseUrl } = harness.credential();
	return { ...example(name, { project: PROJECT, credential, baseUrl, settings }), id: name };
}

/** Runs an example, by default from its first node. */
export async function play(
	harness: EngineHarness,
	name: string,
	{ settings, files, ...options }: Played = {},
): Promise<EngineResult> {
	const file = filledIn(harness, name, settings);
	const [trigger] = file.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	if (files) file.pinData = { [trigger.name]: files };
	return await playFile(harness, file, { input: files ? undefined : [{}], ...options });
}

/** Runs a workflow, by default from its first node. */
export async function playFile(
	harness: EngineHarness,
	file: WorkflowFile,
	options: Played = {},
): Promise<EngineResult> {
	return await harness.engine.run(file, { credential: harness.credential(), ...options });
}

/** Continues an execution that failed, as n8n's *Retry execution* does: from the node that failed. */
export async function retry(
	harness: EngineHarness,
	name: string,
	{ run }: EngineResult,
	settings?: IDataObject,
): Promise<EngineResult> {
	const from = structuredClone(run.data);
	const { lastNodeExecuted = '', runData } = from.resultData;
	delete from.resultData.error;
	if (runData[lastNodeExecuted]?.at(-1)?.error) runData[lastNodeExecuted].pop();
	return await play(harness, name, { settings, from });
}

/** Continues an execution that waits, as n8n does when its form is submitted. */
export async function resume(
	harness: EngineHarness,
	name: string,
	{ run }: EngineResult,
	submitted: IDataObject,
	{ settings, cancel }: Played,
): Promise<EngineResult> {
	const from = structuredClone(run.data);
	const [waiting] = from.executionData?.nodeExecutionStack ?? [];
	from.resultData.runData[waiting.node.name].pop();
	delete from.waitTill;
	waiting.node.disabled = true;
	waiting.data.main = [[{ json: submitted }]];
	return await play(harness, name, { settings, cancel, from });
}

/** The connections of the project that the examples run in. */
export function connectionsOf({ api }: EngineHarness): Array<StoredConnection['connection']> {
	const { id } = api.state.project(PROJECT);
	return api.state.connections
		.map(({ connection }) => connection)
		.filter(({ projectId }) => projectId === id);
}

/** The installations of the project that the examples run in. */
export function installationsOf({ api }: EngineHarness): StoredInstallation[] {
	const { id } = api.state.project(PROJECT);
	return api.state.installations.filter(({ projectId }) => projectId === id);
}

/** The JSON of a node's items; empty if the node didn't run. */
export function jsonOf({ nodes }: EngineResult, name: string, output = 0): IDataObject[] {
	return (nodes[name]?.outputs[output] ?? []).map(({ json }) => json);
}
