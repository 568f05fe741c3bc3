import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { MemoryCredentials } from './engine/credentials';
import { source } from './engine/source';
import { byId, type EngineHarness, PROJECT } from './engineHarness';
import { workflowWith } from './workflow';

/** What the editor looks up for its dropdowns. */
export interface Lookups {
	/** One page of a dropdown, as n8n's server asks the node for it. */
	search(method: string, filter?: string, lookup?: Lookup): Promise<INodeListSearchResult>;
	/** The names in the first page of a dropdown. */
	names(method: string, filter?: string, lookup?: Lookup): Promise<string[]>;
	/** The options of a parameter, as n8n's server asks the node for them. */
	options(method: string, lookup?: Lookup): Promise<INodePropertyOptions[]>;
}

/** The state of the editor at a lookup. */
export interface Lookup {
	/** The node's parameters after the editor has resolved their expressions; default: the seeded project. */
	parameters?: INodeParameters;
	paginationToken?: string;
	/** Place of the parameter that is looked up; default: at the top. */
	path?: string;
}

/**
 * Runs lookups the way n8n's server does (`DynamicNodeParametersService`): by the method's name, on the node as the
 * editor sends it.
 */
export function lookupsOf(harness: EngineHarness): Lookups {
	const [{ methods }] = source.nodes as [INodeType];

	const contextFor = ({ parameters, path = 'parameters.lookup' }: Lookup): ILoadOptionsFunctions => {
		const current = parameters ?? { projectIdOrName: byId(PROJECT) };
		const file = workflowWith(current);
		const workflow = harness.engine.workflow(file);
		const credentials = new MemoryCredentials(source.credential, harness.credential());
		const additionalData = harness.engine.additionalData(file, credentials, 'internal');
		additionalData.currentNodeParameters = current;
		const node = workflow.getNode('Ampersand');
		if (!node) throw new Error('The workflow has no such node');
		return new LoadOptionsContext(workflow, node, additionalData, path);
	};
	const search = async (name: string, filter?: string, lookup: Lookup = {}) => {
		const method = methods?.listSearch?.[name];
		if (!method) throw new Error(`The node has no list search ${name}`);
		return await method.call(contextFor(lookup), filter, lookup.paginationToken);
	};
	return {
		search,
		names: async (name: string, filter?: string, lookup?: Lookup) =>
			(await search(name, filter, lookup)).results.map((result) => result.name),
		options: async (name: string, lookup: Lookup = {}) => {
			const method = methods?.loadOptions?.[name];
			if (!method) throw new Error(`The node has no options ${name}`);
			return await method.call(contextFor(lookup));
		},
	};
}
