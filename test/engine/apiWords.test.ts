import { engineHarness } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';

const harness = engineHarness();
const JSON_TYPE = 'application/json';
const TEXT = 'text/plain; charset=utf-8';

/** The error of an operation when the API refuses it with these words. */
async function refusedWith(
	name: 'connection get' | 'connection getAll',
	status: number,
	type: string,
	body: string,
) {
	harness.api.fault({ respond: { status, body, headers: { 'content-type': type } } });
	const parameters = parametersOf(name, { options: { maxRetries: 0 } });
	const { error } = await harness.run(parameters, [{ id: 'c1' }]);
	return error;
}

// A single connection is read by the HTTP client, and a list by the node itself.
describe.each([
	['connection get', 'get the connection'],
	['connection getAll', 'list the connections'],
] as const)("the API's own words, to %s", (name, label) => {
	const refused = async (status: number, type: string, body: string) =>
		await refusedWith(name, status, type, body);

	it.each([
		[400, TEXT, 'invalid groupRef: must be at most 100 characters\n'],
		[401, TEXT, 'API key expired on 2026-10-01'],
		[403, TEXT, 'RBAC: access denied'],
		[429, TEXT, 'Rate limit exceeded for project p, try again in 30s'],
		[503, TEXT, 'no healthy upstream'],
		[400, JSON_TYPE, '"the provider is not enabled for this project"'],
		[400, JSON_TYPE, '{"msg":"groupRef is required"}'],
		[400, JSON_TYPE, '{"error":"invalid_request","error_description":"groupRef is required"}'],
	])('are the message: %i, %s, %s', async (status, type, body) => {
		const words = [/"error_description":"(.*)"/, /"msg":"(.*)"/, /^"(.*)"$/, /^(.*)\n?$/]
			.map((pattern) => pattern.exec(body)?.[1])
			.find(Boolean);
		const error = await refused(status, type, body);
		expect(error?.message).toBe(words);
		expect(error?.httpCode).toBe(String(status));
		expect(error?.description).not.toMatch(/truncated|not in the documented format/);
	});

	it.each([
		['{"errors":[{"message":"groupRef is required"}]}', 'groupRef is required'],
		['{"errors":["groupRef is required"]}', 'groupRef is required'],
		['{"detail":[{"loc":["body"],"msg":"field required"}]}', 'field required'],
	])('follow what could not be done: %s', async (body, words) => {
		const error = await refused(400, JSON_TYPE, body);
		expect(error?.message).toBe(`Couldn't ${label} (HTTP 400): ${words}`);
	});

	it.each([
		['a text', TEXT, (words: string) => words],
		['a detail', JSON_TYPE, (words: string) => JSON.stringify({ detail: words })],
		['a cause', JSON_TYPE, (words: string) => JSON.stringify({ title: 'No', causes: [words] })],
		['an issue', JSON_TYPE, (words: string) => JSON.stringify({ title: 'No', issues: [{ detail: words }] })],
	])('are cut to a sane length: %s', async (_, type, bodyOf) => {
		const error = await refused(400, type, bodyOf('x'.repeat(200_000)));
		expect(error?.message).toContain('xxx');
		expect(error?.message.length).toBeLessThan(600);
		expect(error?.description?.length ?? 0).toBeLessThan(1200);
	});

	it('are masked where they contain the API key', async () => {
		const error = await refused(401, TEXT, `the key ${harness.api.apiKey} has expired`);
		expect(error?.message).toBe('the key [hidden] has expired');
	});

	it.each([
		['text/html', '<html><body>Bad Gateway</body></html>'],
		['text/plain', '<!DOCTYPE html><p>Bad Gateway'],
		['application/xml', '<?xml version="1.0"?><Error><Code>Bad Gateway</Code></Error>'],
	])('are never those of markup (%s)', async (type, body) => {
		const error = await refused(502, type, body);
		expect(error?.message).toBe(`Couldn't ${label} (HTTP 502)`);
	});
});
