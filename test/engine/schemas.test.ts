import { Ajv } from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/Ampersand/resources';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { OPERATION_NAMES, type OperationName, parametersOf } from '../support/parametersOf';
import { fs, path } from '../support/node';

/** The output schema of an operation, which lets the editor map fields before the node has run. */
function schemaOf(resource: string, operation: string): { properties: Record<string, object> } {
	const file = path.resolve('nodes/Ampersand/__schema__/v1.0.0', resource, `${operation}.json`);
	return JSON.parse(fs.readFileSync(file, 'utf8')) as { properties: Record<string, object> };
}

const harness = engineHarness();

const unused = (authScheme: string) => ({
	connectionId: harness.api.state.unusedConnection(PROJECT, authScheme).connection.id,
});
const installation = () => {
	const [{ id, integrationId }] = harness.api.state.installations;
	return { integrationId, installationId: id };
};

/** The connection or the installation that an operation is for. */
const SUBJECTS: Partial<Record<OperationName, () => INodeParameters>> = {
	'connection get': () => unused('apiKey'),
	'connection update': () => unused('apiKey'),
	'connection delete': () => unused('apiKey'),
	'connection oauthUpdate': () => unused('oauth2/authorizationCode'),
	'installation get': installation,
	'installation delete': installation,
	'installation create': () => {
		const [{ integrationId, group }] = harness.api.state.installations;
		return { integrationId, groupRef: group.groupRef };
	},
	'installation update': () => ({
		...installation(),
		connectionId: harness.api.state.installations[0].connectionId,
	}),
	'installation pauseReads': installation,
	'installation unpauseReads': installation,
	'installation getOperations': installation,
	'installation getOperationLogs': () => ({ operationId: harness.api.state.operations[0].operation.id }),
};

describe('the output schema', () => {
	it.each(OPERATION_NAMES)('matches the output of %s', async (name) => {
		const [resource, operation] = name.split(' ');
		const schema = schemaOf(resource, operation);
		const { json } = await harness.run(parametersOf(name, SUBJECTS[name]?.()));
		const matches = new Ajv({ strict: false }).compile({ ...schema, additionalProperties: false });
		expect(json.length).toBeGreaterThan(0);
		for (const item of json) {
			matches(item);
			expect(matches.errors).toBeNull();
		}
	});

	it.each(
		OPERATION_NAMES.map((name) => [name, ...name.split(' ')] as const).filter(
			([, resource, operation]) => operations[resource][operation].output,
		),
	)('has the simplified fields in order: %s', (_, resource, operation) => {
		const { output } = operations[resource][operation];
		expect(Object.keys(schemaOf(resource, operation).properties)).toEqual(output?.simpleFields);
	});

	it('exists for every operation', () => {
		const folder = path.resolve('nodes/Ampersand/__schema__/v1.0.0');
		const files = fs.readdirSync(folder, { recursive: true }).map(String);
		expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
			OPERATION_NAMES.map((name) => `${name.replace(' ', path.sep)}.json`).sort(),
		);
	});
});
