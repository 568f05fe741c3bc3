import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness, PROJECT } from '../../support/engineHarness';
import { source } from '../../support/engine/source';
import { lookupsOf } from '../../support/lookups';

const EXPRESSION = 'is an expression, so its value is only known when the workflow runs';

/** What a lookup gets for a resource locator whose expression can't be resolved yet. */
const UNRESOLVED: Array<[string, unknown]> = [
	['the expression itself', byId('={{ $json.project }}')],
	['no value', { __rl: true, mode: 'id' }],
	['null as its value', byId(null)],
	['null', null],
];

describe('a dropdown whose project is an expression', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const lookup = (project: unknown) => ({
		parameters: { projectIdOrName: project, integrationId: byId('integration-1') } as INodeParameters,
	});

	describe.each([
		['getConnections', 'Choose the connection By ID'],
		['getGroups', 'Enter the customer By Ref'],
		['getIntegrations', 'Choose the integration By ID'],
		['getInstallations', 'Choose the installation By ID'],
		['getProviderApps', 'Choose the OAuth app By ID'],
	])('%s', (method, hint) => {
		it.each(UNRESOLVED)('says so, and how to go on, for %s', async (_, project) => {
			await expect(lookups.search(method, '', lookup(project))).rejects.toMatchObject({
				name: 'NodeApiError',
				message: `The parameter 'Project' ${EXPRESSION}`,
				description: `${hint}, or select 'Project' From List.`,
			});
		});

		it('sends no request', async () => {
			await lookups.search(method, '', lookup(byId('={{ $json.project }}'))).catch(() => undefined);
			expect(harness.api.requests).toEqual([]);
		});

		it.each([
			['chosen', { __rl: true, mode: 'list', value: '' }],
			['sent', undefined],
		])('says what to do first while no project is %s', async (_, project) => {
			await expect(lookups.search(method, '', lookup(project))).rejects.toMatchObject({
				message: "The parameter 'Project' is empty",
				description: "Select a value for 'Project' first.",
			});
			expect(harness.api.requests).toEqual([]);
		});

		it.each([
			['blank', byId(' '), "The parameter 'Project' is blank"],
			['an object', byId({ id: 1 }), "The parameter 'Project' must be text"],
			['dots', byId('..'), "The parameter 'Project' can't be '..'"],
		])('asks for a project that is not %s', async (_, project, message) => {
			await expect(lookups.search(method, '', lookup(project))).rejects.toThrow(message);
			expect(harness.api.requests).toEqual([]);
		});
	});

	it.each([
		['as soon as the editor can resolve the expression', byId(PROJECT)],
		['for a client that sends the plain value', PROJECT],
	])('works %s', async (_, project) => {
		expect(await lookups.names('getConnections', '', lookup(project))).toHaveLength(30);
	});
});

describe('the dropdown of installations', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);

	it.each(UNRESOLVED)('says that the integration is an expression, for %s', async (_, integrationId) => {
		const parameters = { projectIdOrName: byId(PROJECT), integrationId } as INodeParameters;
		await expect(lookups.search('getInstallations', '', { parameters })).rejects.toMatchObject({
			message: `The parameter 'Integration' ${EXPRESSION}`,
			description: "Choose the installation By ID, or select 'Integration' From List.",
		});
		expect(harness.api.requests).toEqual([]);
	});
});

describe('a message about a parameter', () => {
	it.each([
		['projectIdOrName', 'Project'],
		['integrationId', 'Integration'],
		['connectionId', 'Connection'],
		['provider', 'Provider'],
	])('calls %s by its label in the editor', (name, label) => {
		const [{ description }] = source.nodes;
		const properties = description.properties.filter((property) => property.name === name);
		expect(new Set(properties.map(({ displayName }) => displayName))).toEqual(new Set([label]));
	});
});
