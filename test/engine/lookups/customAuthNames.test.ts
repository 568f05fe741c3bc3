import type { INodeParameters } from 'n8n-workflow';
import { byId, engineHarness } from '../../support/engineHarness';
import { lookupsOf } from '../../support/lookups';

describe('the names of custom auth values', () => {
	const harness = engineHarness();
	const lookups = lookupsOf(harness);
	const names = async (provider: unknown, name?: string) => {
		const customAuthFields = { entry: [{ name }] };
		const parameters = { operation: 'generate', provider, customAuthFields } as INodeParameters;
		const path = 'parameters.customAuthFields.entry[0].name';
		return await lookups.options('getCustomAuthNames', { parameters, path });
	};

	it('are those that the provider asks for, with their prompts', async () => {
		expect(await names(byId('gitlab'))).toEqual([
			{
				name: 'Access Token',
				value: 'token',
				description: `token · <a href="https://gitlab.com/-/user_settings/personal_access_tokens" target="_blank">Docs</a> · A personal, project, or group access token`,
			},
		]);
	});

	it('are in the order in which the catalog asks for them', async () => {
		expect((await names(byId('salesforceJWT'))).map(({ value }) => value)).toEqual([
			'clientId',
			'username',
			'privateKey',
		]);
	});

	it('include a name that is set already', async () => {
		expect((await names(byId('gitlab'), 'region')).map(({ value }) => value)).toEqual(['token', 'region']);
	});

	it.each([
		['whose catalog entry lists none', 'snowflake', 'Snowflake'],
		['without custom auth', 'apollo', 'Apollo'],
	])('say how to go on with a provider %s', async (_, provider, label) => {
		expect(await names(byId(provider))).toEqual([
			{
				name: `No known fields for ${label}`,
				value: '',
				description: 'To use any other field, enter its name with an expression.',
				disabled: true,
			},
		]);
	});

	it('say that the provider is an expression', async () => {
		const [option] = await names(byId('={{ $json.provider }}'));
		expect(option).toMatchObject({
			name: expect.stringMatching("'Provider' is an expression"),
			disabled: true,
		});
	});
});
