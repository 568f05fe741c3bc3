import type { INodeParameters } from 'n8n-workflow';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const methods = () => harness.api.requests.map(({ method }) => method);

describe.each(['connection', 'installation'] as const)('If Not Found of the deletion of a %s', (noun) => {
	const integrationId = () => harness.api.state.installations[0].integrationId;
	const remove = (id: string, ifNotFound?: string, more: INodeParameters = {}) =>
		parametersOf(`${noun} delete`, {
			...(noun === 'connection'
				? { connectionId: id }
				: { integrationId: integrationId(), installationId: id }),
			options: ifNotFound ? { ifNotFound } : {},
			...more,
		});
	const existing = () =>
		noun === 'connection'
			? harness.api.state.unusedConnection(PROJECT).connection.id
			: harness.api.state.installations[0].id;

	it('is an error by default', async () => {
		const { error } = await harness.run(remove('gone'));
		expect(error?.httpCode).toBe('404');
		expect(methods()).toEqual(['DELETE']);
	});

	it('counts as deleted when that is chosen', async () => {
		const { json, error } = await harness.run(remove('gone', 'deleted'));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true, id: 'gone', found: false }]);
	});

	it('changes nothing for one that exists', async () => {
		const id = existing();
		const { json } = await harness.run(remove(id, 'deleted'));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(methods()).toEqual(['DELETE']);
	});

	it('lets a run that was interrupted be started again', async () => {
		const id = existing();
		await harness.run(remove(id, 'deleted'));
		const { json } = await harness.run(remove(id, 'deleted'));
		expect(json).toEqual([{ deleted: true, id, found: false }]);
	});

	it('counts as deleted when Only If finds nothing to read', async () => {
		const { json } = await harness.run(remove('gone', 'deleted', { onlyIf: { groupRef: 'group-123' } }));
		expect(json).toEqual([{ deleted: true, id: 'gone', found: false }]);
		expect(methods()).not.toContain('DELETE');
	});

	it.each([400, 401, 403, 409, 500])('stays an error with status %i', async (status) => {
		harness.api.fault({ times: Infinity, respond: { status } });
		const { error } = await harness.run(
			remove('gone', 'deleted', { options: { ifNotFound: 'deleted', maxRetries: 0 } }),
		);
		expect(error?.httpCode).toBe(String(status));
		expect(methods()).toEqual(['DELETE']);
	});

	it('stays an error when it is the project that does not exist', async () => {
		const { error } = await harness.run(remove('gone', 'deleted', { projectIdOrName: 'misspelled' }));
		expect(error?.message).toContain('Project misspelled was not found');
		expect(error?.description).toContain("Check 'Project'");
	});

	it('stays an error when everything at the base URL is a 404', async () => {
		const page = { status: 404, body: '<html></html>', headers: { 'content-type': 'text/html' } };
		harness.api.fault({ times: Infinity, respond: page });
		const { error } = await harness.run(remove('gone', 'deleted'));
		expect(error?.httpCode).toBe('404');
		expect(error?.message).toContain(`Couldn't delete the ${noun} (HTTP 404)`);
	});

	it('is an error of its own when the project cannot be read', async () => {
		harness.api.fault({ match: { method: 'DELETE' }, respond: { status: 404 } });
		harness.api.fault({ respond: { status: 403, body: '' } });
		const { error } = await harness.run(remove('gone', 'deleted'));
		expect(error?.message).toBe(`Couldn't confirm that the ${noun} is gone (HTTP 403)`);
	});

	it('stays an error when the project is a web page', async () => {
		harness.api.fault({ match: { method: 'DELETE' }, respond: { status: 404 } });
		harness.api.fault({ respond: { status: 200, body: '<html></html>' } });
		const { error } = await harness.run(remove('gone', 'deleted'));
		expect(error?.message).toContain('expected a project or integration');
	});
});

describe('If Not Found of the deletion of an installation', () => {
	it('stays an error when it is the integration that does not exist', async () => {
		const { error } = await harness.run(
			parametersOf('installation delete', {
				integrationId: 'misspelled',
				installationId: harness.api.state.installations[0].id,
				options: { ifNotFound: 'deleted' },
			}),
		);
		expect(error?.message).toContain('Integration misspelled was not found');
	});
});
