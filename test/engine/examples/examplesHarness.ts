import type { IDataObject } from 'n8n-workflow';
import type { EmulatorOptions } from '../../../emulator';
import type { EngineResult, WorkflowFile } from '../../support/engine';
import { PROJECT } from '../../support/engineHarness';
import { example } from '../../support/examples';
import { type TriggerHarness, triggerHarness } from '../../support/triggerHarness';

/** What the tests of the examples share. */
export interface ExamplesHarness extends TriggerHarness {
	/** Runs an example, by default from its first node. */
	play(name: string, input?: IDataObject[], startNode?: string): Promise<EngineResult>;
	/** Runs a workflow. */
	playFile(file: WorkflowFile, input?: IDataObject[], startNode?: string): Promise<EngineResult>;
	/** The connections of the project that the examples run in. */
	connections(): Connection[];
	/** The requests so far, such as `DELETE /v1/projects/…`. */
	sent(method?: string): string[];
}

type Connection = TriggerHarness['api']['state']['connections'][number]['connection'];

/** Starts an emulator, n8n's engine, and an n8n around the trigger for the tests of a file. */
export function examplesHarness(options: EmulatorOptions = {}): ExamplesHarness {
	const harness = triggerHarness(options);
	const own: Omit<ExamplesHarness, keyof TriggerHarness> = {
		play: async (name, input, startNode) => await own.playFile(example(name, PROJECT), input, startNode),
		playFile: async (file, input = [{}], startNode) =>
			await harness.engine.run(file, { credential: harness.credential(), input, startNode }),
		connections: () => {
			const { id } = harness.api.state.project(PROJECT);
			return harness.api.state.connections
				.map(({ connection }) => connection)
				.filter(({ projectId }) => projectId === id);
		},
		sent: (wanted) =>
			harness.api.requests
				.filter(({ method }) => wanted === undefined || method === wanted)
				.map(({ method, url }) => `${method} ${url}`),
	};
	return Object.create(harness, Object.getOwnPropertyDescriptors(own)) as ExamplesHarness;
}

/** The JSON of a node's items; empty if the node didn't run. */
export function jsonOf({ nodes }: EngineResult, name: string, output = 0): IDataObject[] {
	return (nodes[name]?.outputs[output] ?? []).map(({ json }) => json);
}
