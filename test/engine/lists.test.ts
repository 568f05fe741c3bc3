import { byId, byName, engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const project = { projectIdOrName: byName(PROJECT) };

describe('a list that is read again after it broke off', () => {
	it('counts each entry once', async () => {
		const list = parametersOf('connection getAll', {
			filters: { search: 'nobody' },
			options: { ifNothingFound: 'error' },
		});
		harness.api.fault({ match: { path: '/connections' }, stall: 'midBody' });
		const { error } = await harness.run(list, [{}], { requestOptions: { timeout: 1000 } });
		expect(harness.sent().filter(({ url }) => url.includes('/connections'))).toHaveLength(2);
		const { length } = (await harness.run(parametersOf('connection getAll', { returnAll: true }))).json;
		expect(error?.message).toBe(`None of the ${length} connections matches the filters`);
	});
});

describe('entries of several pages', () => {
	it.each([[null], ['']])('are all kept when their ID is %j', async (id) => {
		const page = (severity: string, nextPageToken?: string) => ({
			results: [{ id, severity }],
			pagination: { done: !nextPageToken, nextPageToken },
		});
		for (const body of [page('info', 'next'), page('error')]) {
			harness.api.fault({ respond: { status: 200, body } });
		}
		const logs = { ...project, resource: 'installation', operation: 'getOperationLogs', operationId: 'o' };
		const { json } = await harness.run(logs);
		expect(json).toEqual([{ severity: 'info' }, { severity: 'error' }]);
	});
});

describe('the objects whose reads are paused', () => {
	const pause = (objects: string) => ({
		...project,
		resource: 'installation',
		operation: 'pauseReads',
		integrationId: byId('i'),
		installationId: byId('one'),
		objects,
	});

	it.each([
		['a list', '={{ $json.list }}'],
		['a list as JSON in text', '={{ JSON.stringify($json.list) }}'],
		['words', "={{ $json.list.join(', ') }}"],
	])('are read from %s', async (_, objects) => {
		harness.api.fault({ respond: { status: 204, body: '' } });
		const { error } = await harness.run(pause(objects), [{ list: ['contact', 'account'] }]);
		expect(error).toBeUndefined();
		expect(harness.sent()[0].body).toEqual({ objects: ['contact', 'account'] });
	});

	it.each(['={{ $json.none }}', '={{ [] }}', "={{ '' }}", '={{ [null] }}'])(
		'are refused when %s finds none, since none would mean all',
		async (objects) => {
			const { error } = await harness.run(pause(objects));
			expect(error?.message).toBe("The parameter 'Objects' is empty [item 0]");
			expect(error?.description).toBe('Without any name, all reads would be meant.');
			expect(harness.api.requests).toEqual([]);
		},
	);
});
