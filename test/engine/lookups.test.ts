import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { getConnections } from '../../nodes/Ampersand/listSearch/getConnections';
import { getProjects } from '../../nodes/shared/listSearch/getProjects';
import { getProviders } from '../../nodes/Ampersand/listSearch/getProviders';
import { MemoryCredentials } from '../support/engine/credentials';
import { source } from '../support/engine/source';
import { byId, PROJECT, engineHarness } from '../support/engineHarness';
import { workflowWith } from '../support/workflow';

const METHODS = { getProjects, getProviders, getConnections };

function describeLookups(pages: string, options: { pageSize?: number }) {
	describe(`the editor's dropdowns, ${pages}`, () => {
		const harness = engineHarness(options);

		const search = async (
			method: keyof typeof METHODS,
			filter?: string,
			parameters: INodeParameters = { projectIdOrName: byId(PROJECT) },
		): Promise<INodeListSearchResult> => {
			const file = workflowWith({ operation: 'get', ...parameters });
			const workflow = harness.engine.workflow(file);
			const credentials = new MemoryCredentials(source.credential, harness.credential());
			const additionalData = harness.engine.additionalData(file, credentials, 'internal');
			additionalData.currentNodeParameters = { ...parameters };
			const node = workflow.getNode('Ampersand');
			if (!node) throw new Error('The workflow has no such node');
			const context = new LoadOptionsContext(workflow, node, additionalData, 'projectIdOrName');
			return await METHODS[method].call(context, filter);
		};
		const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

		it('list the projects by app name', async () => {
			const result = await search('getProjects');
			expect(names(result)).toEqual([
				'Ledgerly (ledgerly-production)',
				'MailMonkey (mailmonkey-production)',
				'MailMonkey Staging (mailmonkey-staging)',
			]);
			expect(result.results[1].value).toBe(harness.api.state.project(PROJECT).id);
		});

		it.each([
			['ledger', 1],
			['MAILMONKEY', 2],
			['staging monkey', 1],
			['nothing', 0],
		])('find projects for %j', async (filter, count) => {
			expect((await search('getProjects', filter)).results).toHaveLength(count);
		});

		it('find providers by name and by display name', async () => {
			expect((await search('getProviders', 'hacker news')).results).toEqual([
				{ name: 'Hacker News', value: 'hackerNews' },
			]);
			expect((await search('getProviders', 'hackerNews')).results).toHaveLength(1);
			expect((await search('getProviders')).results).toHaveLength(15);
		});

		it('read connections like a person would say them', async () => {
			const { results } = await search('getConnections', 'acme salesforce working');
			expect(results).toEqual([
				{
					name: 'Salesforce · Acme Corp (group-123) · working',
					value: harness.api.state.connections[0].connection.id,
				},
			]);
		});

		it.each([
			['group-123', 3],
			['jane', 5],
			['bad_credentials', 6],
			['', 30],
		])('find connections of all pages for %j', async (filter, count) => {
			expect((await search('getConnections', filter)).results).toHaveLength(count);
		});

		it('find a connection by its ID', async () => {
			const { id } = harness.api.state.connections[29].connection;
			expect((await search('getConnections', id)).results).toHaveLength(1);
		});
	});
}

describeLookups('from bare arrays', {});
describeLookups('from pages', { pageSize: 7 });

describe("the editor's dropdowns, when a look-up fails", () => {
	const harness = engineHarness();

	const connections = async (project: unknown) => {
		const parameters = { projectIdOrName: byId(project) };
		const file = workflowWith({ operation: 'get', ...parameters });
		const workflow = harness.engine.workflow(file);
		const additionalData = harness.engine.additionalData(
			file,
			new MemoryCredentials(source.credential, harness.credential()),
			'internal',
		);
		additionalData.currentNodeParameters = parameters;
		const node = workflow.getNode('Ampersand');
		if (!node) throw new Error('The workflow has no such node');
		return await getConnections.call(new LoadOptionsContext(workflow, node, additionalData, 'connectionId'));
	};

	it('show the reason that the API gives', async () => {
		await expect(connections('nowhere')).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'Project nowhere was not found',
		});
	});

	it('ask for the project first', async () => {
		await expect(connections('')).rejects.toThrow("The parameter 'Project' is empty");
		expect(harness.api.requests).toHaveLength(0);
	});

	it('show plain provider names when only the catalog fails', async () => {
		harness.api.fault({ match: { path: '/providers' }, times: Infinity, respond: { status: 400 } });
		const { results } = await connections(PROJECT);
		expect(results[0].name).toMatch(/^apollo · /);
	});

	const providers = async () => {
		const file = workflowWith({ operation: 'generate' });
		const workflow = harness.engine.workflow(file);
		const credentials = new MemoryCredentials(source.credential, harness.credential());
		const node = workflow.getNode('Ampersand');
		if (!node) throw new Error('The workflow has no such node');
		const context = new LoadOptionsContext(
			workflow,
			node,
			harness.engine.additionalData(file, credentials, 'internal'),
			'provider',
		);
		return await getProviders.call(context);
	};

	it('show the name of a provider that has no other', async () => {
		const body = { apollo: { displayName: '' }, hubspot: null };
		harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body } });
		expect((await providers()).results.map(({ name }) => name)).toEqual(['apollo', 'hubspot']);
	});

	it('say so when the catalog is none', async () => {
		harness.api.fault({ match: { path: '/providers' }, respond: { status: 200, body: [] } });
		await expect(providers()).rejects.toThrow('expected a catalog of providers');
	});
});
