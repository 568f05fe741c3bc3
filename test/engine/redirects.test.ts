import type { INodeType } from 'n8n-workflow';
import { DEFAULT_BASE_URL } from '../../nodes/shared/api';
import { byId } from '../support/engineHarness';
import { OPERATION_NAMES, parametersOf } from '../support/parametersOf';
import type { WorkflowFile } from '../support/engine';
import { Engine } from '../support/engine';
import { type RequestHelper, requestNode } from '../support/engine/requestNode';
import { source } from '../support/engine/source';
import { otherOrigin } from '../support/otherOrigin';
import { lookupsOf } from '../support/lookups';
import { triggerHarness } from '../support/triggerHarness';
import { workflowWith } from '../support/workflow';

const harness = triggerHarness();
const lookups = lookupsOf(harness);
const other = otherOrigin();

/** Makes the API redirect every matching request to the other origin. */
function redirectAll(match: { method?: string; path?: RegExp } = {}, status = 307): void {
	// With 307 a client repeats method and body.
	const respond = { status, body: '', headers: { location: other.url } };
	harness.api.fault({ times: Infinity, match, respond });
}

describe('a redirect to another origin is not followed', () => {
	it.each(OPERATION_NAMES)('by the operation %s', async (name) => {
		redirectAll();
		const { error } = await harness.run(parametersOf(name), [{ id: 'one' }]);
		expect(error?.message).toContain('the response is a redirect (HTTP 307)');
		expect(error?.description).toContain(`The response redirects to ${other.url}.`);
		expect(other.requests).toHaveLength(0);
	});

	it.each([301, 302, 303, 308])('with status %i', async (status) => {
		redirectAll({}, status);
		const { error } = await harness.run(parametersOf('connection getAll'));
		expect(error?.message).toContain(`the response is a redirect (HTTP ${status})`);
		expect(other.requests).toHaveLength(0);
	});

	const { listSearch = {}, loadOptions = {} } = source.nodes[0].methods ?? {};

	it.each([...Object.keys(listSearch), ...Object.keys(loadOptions)])('by the dropdown %s', async (method) => {
		redirectAll();
		const parameters = {
			...parametersOf('connection update', { connectionId: 'connection-1' }),
			integrationId: byId('integration-1'),
		};
		const found =
			method in listSearch
				? lookups.search(method, '', { parameters })
				: lookups.options(method, { parameters });
		// An error would lock the parameter in the editor, so auth schemes are offered without the catalog.
		if (method === 'getAuthSchemes') await found;
		else await expect(found).rejects.toThrow('the response is a redirect (HTTP 307)');
		expect(other.requests).toHaveLength(0);
	});

	describe('by the trigger', () => {
		it('when the workflow is activated', async () => {
			redirectAll();
			const activation = harness.host.activate(harness.workflow());
			await expect(activation).rejects.toThrow('the response is a redirect');
			expect(other.requests).toHaveLength(0);
		});

		it.each(['destinations', 'topics', 'notification-event-topic-routes', 'topic-destination-routes'])(
			'when it creates one of the %s',
			async (path) => {
				redirectAll({ method: 'POST', path: new RegExp(`/${path}`) });
				await expect(harness.host.activate(harness.workflow())).rejects.toThrow('the response is a redirect');
				expect(other.requests).toHaveLength(0);
			},
		);

		it('when the workflow is deactivated', async () => {
			const file = harness.workflow();
			await harness.host.activate(file);
			redirectAll();
			await expect(harness.host.deactivate(file)).rejects.toThrow();
			expect(other.requests).toHaveLength(0);
		});

		it('when it fetches the signing secret', async () => {
			const file = harness.workflow();
			await harness.host.activate(file);
			const process = await harness.otherHost();
			process.staticData = harness.host.staticData;
			process.listen(file);
			redirectAll();
			harness.api.resetLog();
			expect((await harness.deliver(file, { to: process })).status).toBe(401);
			expect(harness.api.requests.length).toBeGreaterThan(0);
			expect(other.requests).toHaveLength(0);
		});
	});
});

describe('another node with the credential', () => {
	const NODE = 'n8n-nodes-base.httpRequest';

	/** Sends a request with one of n8n's helpers, as n8n's HTTP Request node and its tools do. */
	async function send(helper: RequestHelper, request: object, credential = harness.credential()) {
		const engine = new Engine(source, { [NODE]: requestNode(helper, request) as INodeType });
		return await engine.run(httpRequestWorkflow(), { credential });
	}

	function httpRequestWorkflow(): WorkflowFile {
		const file = workflowWith({});
		const nodes = file.nodes.map((node) =>
			node.name === 'Ampersand' ? { ...node, type: NODE, parameters: {} } : node,
		);
		return { ...file, nodes };
	}

	/** The options of n8n's HTTP Request node when 'Follow Redirects' is on, and those of newer nodes. */
	const forms: Array<[RequestHelper, (url: string) => object]> = [
		[
			'requestWithAuthentication',
			(uri) => ({
				method: 'GET',
				uri,
				headers: {},
				json: true,
				followRedirect: true,
				followAllRedirects: true,
				maxRedirects: 21,
				resolveWithFullResponse: true,
				sendCredentialsOnCrossOriginRedirect: true,
			}),
		],
		['requestWithAuthentication', (url) => ({ method: 'GET', url, json: true })],
		['httpRequestWithAuthentication', (url) => ({ method: 'GET', url, json: true })],
	];

	describe.each(forms)('by %s', (helper, options) => {
		it('reaches the API', async () => {
			const { status, error } = await send(helper, options(`${harness.api.url}/projects`));
			expect(error?.message).toBeUndefined();
			expect(status).toBe('success');
			expect(harness.api.requests.map(({ path, status: code }) => [path, code])).toEqual([
				['/v1/projects', 200],
			]);
		});

		it('does not follow a redirect', async () => {
			redirectAll();
			const { status } = await send(helper, options(`${harness.api.url}/projects`));
			expect(status).toBe('error');
			expect(harness.api.requests).toHaveLength(1);
			expect(other.requests).toHaveLength(0);
		});

		it('can send the API key to no other origin', async () => {
			const { error } = await send(helper, options(other.url));
			expect(error?.message).toBe(`The Ampersand credential can't be used for ${other.url}`);
			expect(error?.description).toContain(
				`The API key is only sent to URLs that start with ${harness.api.url}`,
			);
			expect(other.requests).toHaveLength(0);
		});

		it("can send the API key to Ampersand's hosts only, with the default base URL", async () => {
			const credential = { apiKey: 'made-up', baseUrl: DEFAULT_BASE_URL };
			const { error } = await send(helper, options(other.url), credential);
			expect(error?.message).toBe(`The Ampersand credential can't be used for ${other.url}`);
			expect(error?.description).toContain('proxy.withampersand.com');
			expect(other.requests).toHaveLength(0);
		});
	});
});
