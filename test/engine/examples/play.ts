import type { IDataObject } from 'n8n-workflow';
import type { StoredConnection } from '../../../emulator/state';
import type { EngineResult, WorkflowFile } from '../../support/engine';
import { type EngineHarness, PROJECT } from '../../support/engineHarness';
import { example } from '../../support/examples';

/** Runs an example, by default from its first node. */
export async function play(
	harness: EngineHarness,
	name: string,
	input?: IDataObject[],
	startNode?: string,
): Promise<EngineResult> {
	return await playFile(harness, example(name, PROJECT), input, startNode);
}

/** Runs a workflow, by default from its first node. */
export async function playFile(
	harness: EngineHarness,
	file: WorkflowFile,
	input: IDataObject[] = [{}],
	startNode?: string,
): Promise<EngineResult> {
	return await harness.engine.run(file, { credential: harness.credential(), input, startNode });
}

/** The connections of the project that the examples run in. */
export function connectionsOf({ api }: EngineHarness): Array<StoredConnection['connection']> {
	const { id } = api.state.project(PROJECT);
	return api.state.connections
		.map(({ connection }) => connection)
		.filter(({ projectId }) => projectId === id);
}

/** The JSON of a node's items; empty if the node didn't run. */
export function jsonOf({ nodes }: EngineResult, name: string, output = 0): IDataObject[] {
	return (nodes[name]?.outputs[output] ?? []).map(({ json }) => json);
}
