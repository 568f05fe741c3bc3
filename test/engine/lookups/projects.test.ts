import { engineHarness, PROJECT } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

describe.each([
	['one response', {}],
	['several pages', { pageSize: 2 }],
])('the dropdown of projects, from %s of the API', (_, options) => {
	const harness = engineHarness(options);
	const lookups = lookupsOf(harness);

	it('lists them by app name', async () => {
		expect(await lookups.names('getProjects')).toEqual([
			'Ledgerly (ledgerly-production)',
			'MailMonkey (mailmonkey-production)',
			'MailMonkey Staging (mailmonkey-staging)',
		]);
	});

	it('saves the ID', async () => {
		const { results } = await lookups.search('getProjects', 'mailmonkey production');
		expect(results[0].value).toBe(harness.api.state.project(PROJECT).id);
	});

	it.each([
		['ledger', 1],
		['MAILMONKEY', 2],
		['staging monkey', 1],
		['nothing', 0],
	])('finds %j', async (filter, count) => {
		expect(await lookups.names('getProjects', filter)).toHaveLength(count);
	});

	it('finds a project by its ID', async () => {
		const { id } = harness.api.state.project(PROJECT);
		expect(await lookups.names('getProjects', id)).toEqual(['MailMonkey (mailmonkey-production)']);
	});

	it('shows the name of a project without an app name', async () => {
		Object.assign(harness.api.state.project(PROJECT), { appName: undefined });
		expect(await lookups.names('getProjects', PROJECT)).toEqual([PROJECT]);
	});
});
