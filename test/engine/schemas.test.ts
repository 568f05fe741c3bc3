import { Ajv } from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { connectionOutput } from '../../nodes/Ampersand/resources/connection/simplify';
import { fs, path } from '../support/node';
import { byId, PROJECT, engineHarness } from '../support/engineHarness';

/** The output schema of an operation, which lets the editor map fields before the node has run. */
function schemaOf(operation: string): { properties: Record<string, object> } {
	const file = path.resolve('nodes/Ampersand/__schema__/v1.0.0/connection', `${operation}.json`);
	return JSON.parse(fs.readFileSync(file, 'utf8')) as { properties: Record<string, object> };
}

const harness = engineHarness();

const withCredential = (name: string) => {
	const { id } = harness.api.state.project(PROJECT);
	const found = harness.api.state.connections.find(
		({ connection }) => connection.projectId === id && connection.authScheme === name,
	);
	return byId(found?.connection.id);
};
const NEW = { provider: byId('apollo'), groupRef: 'group-1', consumerRef: 'user-1' };
const GIVEN: Record<string, () => INodeParameters> = {
	getAll: () => ({}),
	get: () => ({ connectionId: withCredential('apiKey') }),
	generate: () => ({ ...NEW, authScheme: 'apiKey', apiKey: 'made-up' }),
	update: () => ({ connectionId: withCredential('apiKey'), authScheme: 'apiKey', apiKey: 'made-up' }),
	delete: () => ({ connectionId: withCredential('apiKey') }),
	oauthConnect: () => ({ ...NEW, provider: byId('hubspot') }),
	oauthUpdate: () => ({ connectionId: withCredential('oauth2/authorizationCode') }),
};

describe('the output schema', () => {
	it.each(Object.keys(GIVEN))('matches the output of %s', async (operation) => {
		const schema = schemaOf(operation);
		const { json } = await harness.run({ operation, projectIdOrName: byId(PROJECT), ...GIVEN[operation]() });
		const matches = new Ajv({ strict: false }).compile({ ...schema, additionalProperties: false });
		expect(json.length).toBeGreaterThan(0);
		for (const item of json) {
			matches(item);
			expect(matches.errors).toBeNull();
		}
	});

	it.each(['get', 'getAll'])('has the simplified fields of %s in order', (operation) => {
		expect(Object.keys(schemaOf(operation).properties)).toEqual(connectionOutput.simpleFields);
	});
});
