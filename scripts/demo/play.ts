import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Engine, type EngineResult, type WorkflowFile } from '../../test/support/engine';
import { built } from '../../test/support/engine/built';
import { example } from '../../test/support/examples';
import { printPath, printTitle } from './print';
import type { Target } from './target';

/** What a run of an example did. */
export interface Played {
	result: EngineResult;
	/** As the function `outputsOf`. */
	outputs(operation: string): INodeExecutionData[][];
}

/**
 * Runs an example and prints which of its nodes ran.
 *
 * @param name of the file, without `.json`
 * @param input items of its trigger
 * @param settings fields of its node Settings
 * @throws the error that stopped the run
 */
export async function play(
	target: Target,
	name: string,
	input: object[] = [{}],
	settings?: IDataObject,
): Promise<Played> {
	const file = filledIn(target, name, settings);
	printTitle(file.name);
	const result = await new Engine(built).run(file, {
		credential: target.credential,
		input: input.map((item) => ({ ...item })),
	});
	printPath(result);
	if (result.error) throw result.error;
	return { result, outputs: (operation) => outputsOf(file, result, operation) };
}

/** An example, filled in for a target. */
export function filledIn(
	{ project, credential: { baseUrl } }: Target,
	name: string,
	settings?: IDataObject,
): WorkflowFile & { name: string } {
	const credential = { id: 'credential-1', name: 'Ampersand' };
	return { ...example(name, { project, credential, baseUrl, settings }), id: name };
}

/** Items by output of the node with an operation of connections; of the last one if there are several. */
export function outputsOf(
	file: WorkflowFile,
	result: EngineResult,
	operation: string,
): INodeExecutionData[][] {
	const nodes = file.nodes.filter(
		({ type, parameters }) =>
			type.endsWith('.ampersand') &&
			parameters.operation === operation &&
			(parameters.resource ?? 'connection') === 'connection',
	);
	return result.nodes[nodes.at(-1)?.name ?? '']?.outputs ?? [[], []];
}
