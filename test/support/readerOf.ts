import type { INode, INodeParameters } from 'n8n-workflow';
import { Ampersand } from '../../nodes/Ampersand/Ampersand.node';
import { RunParameters } from '../../nodes/Ampersand/expressions';
import { ParameterReader } from '../../nodes/Ampersand/parameters';
import { declaredParameters } from '../../nodes/Ampersand/route';

const { description } = new Ampersand();

/**
 * A reader of an item's parameters, as a run makes it, and which of them n8n's evaluator was asked for.
 *
 * @param evaluated what n8n's evaluator gives for each expression
 * @param options the input item, and whether an AI agent runs the node
 */
export function readerOf(
	parameters: INodeParameters,
	evaluated: Record<string, unknown> = {},
	{ json = {}, isTool = false }: { json?: object; isTool?: boolean } = {},
) {
	const node: INode = {
		id: 'node-1',
		name: 'Ampersand',
		position: [0, 0],
		type: 'n8n-nodes-ampersand.ampersand',
		typeVersion: 1,
		parameters: { resource: 'connection', operation: 'getAll', returnAll: false, ...parameters },
	};
	const declared = declaredParameters(description, node);
	const asked: string[] = [];
	const context = {
		getNodeParameter: (path: string) => {
			asked.push(path);
			return evaluated[path];
		},
	} as never;
	const run = new RunParameters(context, node, [{ json: json as never }], isTool);
	return { p: new ParameterReader(declared, run, 0, 'Europe/Berlin', isTool), asked };
}
