import { operations } from '../../nodes/Ampersand/resources';
import { engineHarness } from '../support/engineHarness';
import { BY_NAME, items, type OperationCase, operationCase, quiet } from '../support/operations';

const harness = engineHarness();

const REPEAT_OPTIONS: Record<string, string> = {
	'connection generate': 'If One Exists',
	'connection delete': 'If Not Found',
	'installation delete': 'If Not Found',
};

it.each(Object.entries(REPEAT_OPTIONS))('%s has the option %s', (name, label) => {
	const [resource, operation] = name.split(' ');
	const { options = [], repeatOption } = operations[resource][operation];
	expect(repeatOption).toBe(label);
	expect(options.map(({ displayName }) => displayName)).toContain(label);
});

const isRead = (name: string) => / get/.test(name);

/** Runs four items one by one, of which the given one fails. */
async function failAt({ parameters, success }: OperationCase, index: number, settings = {}) {
	harness.api.fault({ times: index, respond: success });
	harness.api.fault({ respond: { status: 400, body: { title: 'No' } } });
	harness.api.fault({ times: Infinity, respond: success });
	const options = { ...(parameters.options as object), maxConcurrency: 1 };
	return await harness.run({ ...parameters, options }, items(4), settings);
}

describe('a run that stops in the middle', () => {
	it.each(BY_NAME.filter(([name]) => !isRead(name)))(
		'says what was carried out, and that the next run repeats it: %s',
		async (name, entry) => {
			const { error } = await failAt(entry, 2);
			const unless = REPEAT_OPTIONS[name] ? `, unless '${REPEAT_OPTIONS[name]}' is set` : '';
			expect(error?.message).toBe('No');
			expect(error?.context?.itemIndex).toBe(2);
			expect(error?.description).toContain(
				`2 of 4 items were carried out. Running the node again repeats them${unless}.`,
			);
		},
	);

	it.each(BY_NAME.filter(([name]) => isRead(name)))(
		'says nothing of it when it only reads: %s',
		async (_, entry) => {
			const { error } = await failAt(entry, 2);
			expect(error?.message).toBe('No');
			expect(error?.description ?? '').not.toContain('carried out');
		},
	);

	const generate = operationCase('connection generate');

	it('says so of one item', async () => {
		const { error } = await failAt(generate, 1);
		expect(error?.description).toContain(
			"1 of 4 items was carried out. Running the node again repeats it, unless 'If One Exists' is set.",
		);
	});

	it("says so behind the API's own advice", async () => {
		harness.api.fault({ respond: generate.success });
		harness.api.fault({ respond: { status: 400, body: { title: 'No', remedy: 'Do it right.' } } });
		const { error } = await harness.run({ ...generate.parameters, options: { maxConcurrency: 1 } }, items(2));
		expect(error?.description).toMatch(/Do it right\.(.|\n)*1 of 2 items was carried out/);
	});

	it('says nothing when nothing was carried out', async () => {
		const { error } = await failAt(generate, 0);
		expect(error?.description ?? '').not.toContain('carried out');
	});

	it('says nothing when an item cannot be sent, since then none is', async () => {
		const { error } = await harness.run(generate.parameters, items(3, [2]));
		expect(error?.description).not.toContain('carried out');
	});

	it('counts what was under way when it stopped', async () => {
		let finish = (): void => undefined;
		const held = new Promise<void>((resolve) => (finish = resolve));
		harness.api.fault({ match: { method: 'POST' }, respond: generate.success, hold: held });
		harness.api.fault({
			respond: { status: 400, body: { title: 'No' } },
			handler: () => void quiet().then(finish),
		});
		const { error } = await harness.run({ ...generate.parameters, options: { maxConcurrency: 2 } }, items(2));
		expect(error?.description).toContain('1 of 2 items was carried out.');
	});

	it("counts what an earlier try of n8n's Retry On Fail has carried out", async () => {
		harness.api.fault({ times: 2, respond: generate.success });
		harness.api.fault({ times: Infinity, respond: { status: 400, body: { title: 'No' } } });
		const parameters = { ...generate.parameters, options: { maxConcurrency: 1 } };
		const { error } = await harness.run(parameters, items(4), { maxTries: 3 });
		expect(harness.api.requests).toHaveLength(5);
		expect(error?.description).toContain('2 of 4 items were carried out.');
	});

	it('does not say so in error items, since the run goes on', async () => {
		const { json } = await failAt(generate, 2, { onError: 'continueRegularOutput' });
		expect(json).toHaveLength(4);
		expect(JSON.stringify(json)).not.toContain('carried out');
	});
});
