import { Ajv } from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { connectionOutput } from '../../nodes/Ampersand/resources/connection/simplify';
import { installationOutput } from '../../nodes/Ampersand/resources/installation/simplify';
import { fs, path } from '../support/node';
import { byId, PROJECT, engineHarness } from '../support/engineHarness';

/** The output schema of an operation, which lets the editor map fields before the node has run. */
function schemaOf(resource: string, operation: string): { properties: Record<string, object> } {
	const file = path.resolve('nodes/Ampersand/__schema__/v1.0.0', resource, `${operation}.json`);
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
const OF_CONNECTIONS: Record<string, () => INodeParameters> = {
	getAll: () => ({}),
	get: () => ({ connectionId: withCredential('apiKey') }),
	generate: () => ({ ...NEW, authScheme: 'apiKey', apiKey: 'made-up' }),
	update: () => ({ connectionId: withCredential('apiKey'), authScheme: 'apiKey', apiKey: 'made-up' }),
	delete: () => ({ connectionId: withCredential('apiKey') }),
	oauthConnect: () => ({ ...NEW, provider: byId('hubspot') }),
	oauthUpdate: () => ({ connectionId: withCredential('oauth2/authorizationCode') }),
};

const installation = () => {
	const [{ id, integrationId }] = harness.api.state.installations;
	return { integrationId: byId(integrationId), installationId: byId(id) };
};
const OF_INSTALLATIONS: Record<string, () => INodeParameters> = {
	getAll: () => ({}),
	get: installation,
	delete: installation,
};
const GIVEN = Object.entries({ connection: OF_CONNECTIONS, installation: OF_INSTALLATIONS }).flatMap(
	([resource, operations]) =>
		Object.entries(operations).map(([operation, given]) => [resource, operation, given] as const),
);

describe('the output schema', () => {
	it.each(GIVEN)('matches the output of %s: %s', async (resource, operation, given) => {
		const schema = schemaOf(resource, operation);
		const { json } = await harness.run({ resource, operation, projectIdOrName: byId(PROJECT), ...given() });
		const matches = new Ajv({ strict: false }).compile({ ...schema, additionalProperties: false });
		expect(json.length).toBeGreaterThan(0);
		for (const item of json) {
			matches(item);
			expect(matches.errors).toBeNull();
		}
	});

	it.each([connectionOutput, installationOutput])(
		'has the simplified fields of a $resource in order',
		({ resource, simpleFields }) => {
			for (const operation of ['get', 'getAll']) {
				expect(Object.keys(schemaOf(resource, operation).properties)).toEqual(simpleFields);
			}
		},
	);

	it('exists for every operation', () => {
		const folder = path.resolve('nodes/Ampersand/__schema__/v1.0.0');
		const files = fs.readdirSync(folder, { recursive: true }).map(String);
		expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
			GIVEN.map(([resource, operation]) => path.join(resource, `${operation}.json`)).sort(),
		);
	});
});
