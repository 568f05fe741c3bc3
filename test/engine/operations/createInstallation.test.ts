import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../emulator';
import { engineHarness, pairing, PROJECT } from '../../support/engineHarness';
import { parametersOf } from '../../support/parametersOf';

const harness = engineHarness();

/** A customer with a connection to HubSpot. */
const customer = () => {
	const [{ integrationId, group, connectionId }] = harness.api.state.installations;
	return { integrationId, groupRef: group.groupRef, connectionId };
};
const create = (more: INodeParameters = {}) => {
	const { integrationId, groupRef } = customer();
	return parametersOf('installation create', { integrationId, groupRef, ...more });
};
const content = { provider: 'hubspot', write: { objects: { contacts: { objectName: 'contacts' } } } };
const posts = () => harness.sent('POST').length;

describe('Create of an installation', () => {
	it('sends the customer, the connection, and the content of the configuration', async () => {
		const { integrationId, groupRef, connectionId } = customer();
		const { json } = await harness.run(create({ connectionId }));
		expect(harness.sent()).toEqual([
			{
				method: 'POST',
				url: `/v1/projects/${PROJECT}/integrations/${integrationId}/installations`,
				body: { groupRef, connectionId, config: { content } },
			},
		]);
		expect(json).toEqual([
			expect.objectContaining({ integrationId, groupRef, connectionId, healthStatus: expect.any(String) }),
		]);
	});

	it("leaves the choice of the customer's default connection to the API", async () => {
		await harness.run(create());
		const { groupRef } = customer();
		expect(harness.api.requests[0].body).toEqual({ groupRef, config: { content } });
	});

	it('skips the sample read when it is asked to', async () => {
		await harness.run(create({ options: { skipSampling: true } }));
		expect(harness.api.requests[0].query).toEqual({ skipSampling: 'true' });
	});

	it('returns all that the API returns without Simplify', async () => {
		const { json } = await harness.run(create({ simplify: false }));
		expect(json[0]).toMatchObject({ config: { content }, group: { groupRef: customer().groupRef } });
	});

	it('takes the configuration from an expression', async () => {
		const { json } = await harness.run(create({ config: '={{ $json.config }}' }), [{ config: content }]);
		expect(json).toHaveLength(1);
		expect(harness.api.requests[0].body).toMatchObject({ config: { content } });
	});

	it('pairs each new installation with its item', async () => {
		const { items } = await harness.run(create(), [{}, {}]);
		expect(pairing(items)).toEqual([0, 1]);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(2);
	});

	it.each<[string, INodeParameters, string]>([
		['no customer', { groupRef: '={{ $json.missing }}' }, "The parameter 'Group Ref' is empty [item 0]"],
		[
			'an expression that finds no connection',
			{ connectionId: '={{ $json.missing }}' },
			"The parameter 'Connection' is empty [item 0]",
		],
		['no configuration', { config: '{}' }, "The parameter 'Config' is empty [item 0]"],
		[
			'a configuration that is a list',
			{ config: '[1]' },
			"The parameter 'Config' must be a JSON object [item 0]",
		],
		['no integration', { integrationId: '={{ "" }}' }, "The parameter 'Integration' is empty [item 0]"],
	])('is refused before any request with %s', async (_, more, message) => {
		const { error } = await harness.run(create(more));
		expect(error?.message).toBe(message);
		expect(harness.api.requests).toHaveLength(0);
	});

	it('says what the API says of a configuration that it refuses', async () => {
		const { error } = await harness.run(create({ config: '{ "provider": "salesforce" }' }));
		expect(error?.httpCode).toBe('422');
		expect(error?.message).toBe(
			'The installation cannot be created: must be hubspot, the provider of the integration',
		);
		expect(error?.description).toContain("Check 'provider' in 'Config'.");
	});

	it('says what to check when the integration does not exist', async () => {
		const { error } = await harness.run(create({ integrationId: 'nowhere' }));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain("Check 'Project' and 'Integration'");
	});
});

describe('a Create in doubt', () => {
	const LOST: Fault = { drop: 'beforeHeaders', perform: true };

	it.each<[string, Fault]>([
		['the response was lost', LOST],
		['a gateway got no response', { perform: true, respond: { status: 504, body: '' } }],
		['a server failed', { respond: { status: 500, body: '' } }],
		['the response is a web page', { perform: true, respond: { status: 200, body: '<html></html>' } }],
	])('is not sent again when %s, and says so', async (_, fault) => {
		harness.api.fault(fault);
		const { error } = await harness.run(create());
		expect(posts()).toBe(1);
		expect(error?.description).toContain('Ampersand may still have processed the request.');
	});

	it("is not sent again by n8n's Retry On Fail", async () => {
		harness.api.fault(LOST);
		const before = harness.api.state.installations.length;
		const { error } = await harness.run(create(), [{}], { maxTries: 3 });
		expect(posts()).toBe(1);
		expect(harness.api.state.installations).toHaveLength(before + 1);
		expect(error?.description).toContain('Ampersand may still have processed the request.');
	});

	it.each<[string, number, object]>([
		['was limited', 429, {}],
		['was not taken', 503, {}],
		['says that it can be retried', 500, { detail: 'Busy', retryable: true }],
	])('is sent again when the request %s', async (_, status, body) => {
		harness.api.fault({ respond: { status, body } });
		const { json } = await harness.run(create());
		expect(json).toHaveLength(1);
		expect(posts()).toBe(2);
	});

	it('is not sent again for the items that succeeded', async () => {
		const parameters = create({ groupRef: '={{ $json.ref }}', options: { maxConcurrency: 1 } });
		const { groupRef: ref } = customer();
		await harness.run(parameters, [{ ref }, { ref: 'nobody' }], { maxTries: 2 });
		expect(posts()).toBe(3);
	});
});
