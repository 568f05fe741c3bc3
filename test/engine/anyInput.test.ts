import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { anyText } from '../support/anyText';
import { engineHarness, PROJECT } from '../support/engineHarness';
import { parametersOf } from '../support/parametersOf';
import { isBlank, trimInvisible } from '../../nodes/shared/values';
import { process } from '../support/node';

/** Texts as they come from forms and other systems, none of which a field rejects. */
const text = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
	.map(trimInvisible)
	.filter((value) => value !== '');
const optional = fc.option(text, { nil: '' });

// The same cases every time; set SEED to try others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_124), numRuns: 15 });
/** Keeps the requests in the log in the order of the items. */
const ONE_AT_A_TIME = { options: { maxConcurrency: 1 } };

describe('the input of Generate', () => {
	const harness = engineHarness();

	it('arrives unchanged at the API', async () => {
		const input = fc.record({
			groupRef: text,
			consumerRef: text,
			apiKey: text,
			groupName: optional,
			consumerName: optional,
			providerWorkspaceRef: optional,
			key: text,
			value: text,
		});
		const parameters = parametersOf('connection generate', {
			groupRef: '={{ $json.groupRef }}',
			consumerRef: '={{ $json.consumerRef }}',
			apiKey: '={{ $json.apiKey }}',
			additionalFields: {
				groupName: '={{ $json.groupName }}',
				consumerName: '={{ $json.consumerName }}',
				providerWorkspaceRef: '={{ $json.providerWorkspaceRef }}',
				providerMetadata: {
					entry: [{ key: '={{ $json.key }}', value: '={{ $json.value }}', source: 'token' }],
				},
			},
		});
		const bodyOf = ({ key, value, ...fields }: Record<string, string>) => {
			const providerMetadata: IDataObject = {};
			Object.defineProperty(providerMetadata, key, { value: { value, source: 'token' }, enumerable: true });
			return {
				provider: 'apollo',
				...Object.fromEntries(Object.entries(fields).filter(([, content]) => content !== '')),
				providerMetadata,
			};
		};
		await fc.assert(
			fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 8 }), async (items) => {
				harness.api.resetLog();
				const { error } = await harness.run({ ...parameters, ...ONE_AT_A_TIME }, items);
				expect(error).toBeUndefined();
				expect(harness.api.requests.map(({ body }) => body)).toEqual(items.map(bodyOf));
			}),
			{ numRuns: 15 },
		);
	});
});

describe('the mask of an update', () => {
	const harness = engineHarness();

	it('always names exactly the fields that are sent', async () => {
		const credentials = fc.oneof(
			fc.constant({ authScheme: 'none' }),
			fc.record({ authScheme: fc.constant('apiKey'), apiKey: text }),
			fc.record({ authScheme: fc.constant('basic'), username: text, password: text }),
		);
		const updateFields = fc.record({
			providerWorkspaceRef: optional,
			providerMetadata: fc.record({
				entry: fc.uniqueArray(fc.record({ key: text, value: text }), {
					selector: ({ key }) => key,
					maxLength: 2,
				}),
			}),
		});
		// An expression would begin with '='.
		const isPlain = (value: unknown) => !JSON.stringify(value).includes('"=');
		await fc.assert(
			fc.asyncProperty(
				credentials.filter(isPlain),
				updateFields.filter(isPlain),
				async (credential, fields) => {
					harness.api.resetLog();
					const { connection } = harness.api.state.connections[0];
					const { error } = await harness.run(
						parametersOf('connection update', {
							connectionId: connection.id,
							...credential,
							updateFields: fields as INodeParameters,
						}),
					);
					const given = [
						fields.providerWorkspaceRef !== '' && 'providerWorkspaceRef',
						fields.providerMetadata.entry.length > 0 && 'providerMetadata',
						credential.authScheme === 'apiKey' && 'apiKey',
						credential.authScheme === 'basic' && 'basicAuth',
					].filter(Boolean);
					if (given.length === 0) {
						expect(error?.message).toContain('nothing to update');
						expect(harness.api.requests).toHaveLength(0);
						return;
					}
					const body = harness.api.requests.at(-1)?.body as { updateMask: string[]; connection: object };
					expect([...body.updateMask].sort()).toEqual(given.sort());
					expect(Object.keys(body.connection).sort()).toEqual(given);
				},
			),
		);
	});
});

describe('pagination', () => {
	const harness = engineHarness();

	it('returns exactly the entries of all pages, for any page sizes and any limit', async () => {
		const layout = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(layout, fc.option(fc.integer({ min: 1, max: 20 })), async (sizes, limit) => {
				harness.api.resetLog();
				harness.api.clearFaults();
				let next = 0;
				for (const [index, size] of sizes.entries()) {
					const results = Array.from({ length: size }, () => ({
						id: `c${next++}`,
						provider: 'x',
						status: 'working',
					}));
					const last = index === sizes.length - 1;
					const pagination = last ? { done: true } : { done: false, nextPageToken: `p${index + 1}` };
					harness.api.fault({ respond: { status: 200, body: { results, pagination } } });
				}
				const { json } = await harness.run(
					parametersOf('connection getAll', {
						returnAll: limit === null,
						...(limit === null ? {} : { limit }),
					}),
				);
				const expected = Array.from({ length: Math.min(next, limit ?? next) }, (_, index) => `c${index}`);
				expect(json.map(({ id }) => id)).toEqual(expected);
				let total = 0;
				const needed = sizes.findIndex((size) => (total += size) >= (limit ?? Infinity)) + 1 || sizes.length;
				expect(harness.api.requests).toHaveLength(needed);
			}),
		);
	});
});

describe('an ID', () => {
	const harness = engineHarness();

	it('of any characters reaches its own path or is rejected', async () => {
		await fc.assert(
			fc.asyncProperty(anyText(12), async (id) => {
				harness.api.resetLog();
				await harness.run(parametersOf('connection get'), [{ id }]);
				if (harness.api.requests.length === 0) {
					expect(isBlank(id) || /^\.\.?$|[\p{Cc}\p{Cs}]/u.test(id)).toBe(true);
					return;
				}
				expect(harness.api.requests).toHaveLength(1);
				const [, , , project, kind, value, ...rest] = harness.api.requests[0].path.split('/');
				expect([project, kind, rest]).toEqual([PROJECT, 'connections', []]);
				expect(decodeURIComponent(value)).toBe(trimInvisible(id));
			}),
			{ numRuns: 40 },
		);
	});
});
