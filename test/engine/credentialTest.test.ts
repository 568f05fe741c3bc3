import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { CHECK_BASE_URL } from '../../nodes/shared/errors/hints';
import { MemoryCredentials } from '../support/engine/credentials';
import { source } from '../support/engine/source';
import { engineHarness } from '../support/engineHarness';
import { otherOrigin } from '../support/otherOrigin';
import { workflowWith } from '../support/workflow';

const harness = engineHarness();
const other = otherOrigin();

/** Tests a credential the way n8n does: with the function that a node names in `testedBy`. */
async function runTest(
	data: ICredentialDataDecryptedObject,
	node = source.nodes[0],
): Promise<INodeCredentialTestResult> {
	const { name } = source.credential;
	const testedBy = node.description.credentials?.find((credential) => credential.name === name)?.testedBy;
	const method = node.methods?.credentialTest?.[String(testedBy)];
	if (!method) throw new Error('The node does not test the credential');
	const credentials = new MemoryCredentials(source.credential, undefined);
	const additionalData = harness.engine.additionalData(workflowWith({}), credentials, 'internal');
	const context = new CredentialTestContext(additionalData);
	return await method.call(context, { id: 'credential-1', name: 'Ampersand', type: name, data });
}

describe('the credential test', () => {
	it.each(source.nodes)('of $description.displayName accepts a valid credential', async (node) => {
		const result = await runTest(harness.credential(), node);
		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(harness.api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/projects']);
	});

	it('accepts a base URL with a trailing slash', async () => {
		const { apiKey, baseUrl } = harness.credential();
		expect(await runTest({ apiKey, baseUrl: `${baseUrl}/` })).toMatchObject({ status: 'OK' });
	});

	it('accepts a list of projects with pages', async () => {
		harness.api.fault({ respond: { status: 200, body: { results: [], pagination: { done: true } } } });
		expect(await runTest(harness.credential())).toMatchObject({ status: 'OK' });
	});

	it('says that the API key is incorrect', async () => {
		const { status, message } = await runTest({ ...harness.credential(), apiKey: 'not-the-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(
			/^The API key is missing or wrong\. Create an API key on the API Keys page of the Ampersand dashboard, and enter it in the/,
		);
	});

	it('says that a redirect is not followed, and what to change', async () => {
		const location = `${other.url}/v1/projects`;
		harness.api.fault({ respond: { status: 302, body: '', headers: { location } } });
		expect(await runTest(harness.credential())).toEqual({
			status: 'Error',
			message:
				"Couldn't list the projects: the response is a redirect (HTTP 302). " +
				`The response redirects to ${location}. ` +
				'If the API has moved, change the base URL in the Ampersand credential. ' +
				"The node doesn't follow redirects, because that would forward the API key.",
		});
		expect(other.requests).toHaveLength(0);
	});

	it('does not accept a redirect without a target either', async () => {
		harness.api.fault({ respond: { status: 300, body: [] } });
		const { message } = await runTest(harness.credential());
		expect(message).toContain("Couldn't list the projects: the response is a redirect (HTTP 300).");
	});

	it.each<[number, string]>([
		[403, "The API key doesn't have permission to do this."],
		[404, CHECK_BASE_URL],
		[500, 'The Ampersand API is having issues. Try again later.'],
	])('says what to do about a response with status %i', async (status, hint) => {
		harness.api.fault({ respond: { status, body: '' } });
		const { message } = await runTest(harness.credential());
		expect(message).toContain(`Couldn't list the projects (HTTP ${status}). ${hint}`);
	});

	it.each<[string, string | object, string]>([
		['a web page', '<html><title>Sign in</title></html>', 'a web page, probably from a proxy.'],
		['an object', { hello: 'world' }, 'JSON, but not in the documented format.'],
		['empty', '', 'empty.'],
	])('does not accept a 2xx response that is %s', async (_, body, description) => {
		harness.api.fault({ respond: { status: 200, body } });
		expect(await runTest(harness.credential())).toEqual({
			status: 'Error',
			message:
				'Unexpected response when trying to list the projects: expected a list of projects. ' +
				`${CHECK_BASE_URL} The response is ${description}`,
		});
	});

	it("says that the API can't be reached", async () => {
		const credential = harness.credential();
		const { host } = new URL(credential.baseUrl);
		await harness.api.close();
		const { status, message } = await runTest(credential);
		expect(status).toBe('Error');
		expect(message).toContain(`Couldn't list the projects: can't reach ${host}. Check the base URL`);
	});

	it.each<[string, ICredentialDataDecryptedObject, string]>([
		['no API key', { apiKey: ' ' }, 'The API key of the Ampersand credential is empty.'],
		['a bullet for an API key', { apiKey: '•••' }, 'contains a character that no API key has.'],
		['no base URL', { baseUrl: '' }, 'The base URL of the Ampersand credential is empty.'],
		['no URL for a base URL', { baseUrl: 'nonsense' }, "credential isn't a valid URL."],
	])('rejects a credential with %s before any request', async (_, data, message) => {
		const result = await runTest({ ...harness.credential(), ...data });
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining(message) });
		expect(harness.api.requests).toHaveLength(0);
	});

	it('masks the API key that a response repeats', async () => {
		const { apiKey } = harness.api;
		harness.api.fault({ respond: { status: 400, body: { detail: `${apiKey} is wrong`, causes: [apiKey] } } });
		const { message } = await runTest(harness.credential());
		expect(message).toContain('[hidden] is wrong.');
		expect(message).not.toContain(apiKey);
	});
});
