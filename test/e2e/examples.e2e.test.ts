import { aiAgent } from './examples/aiAgent';
import { type Claims, ExamplesContext } from './examples/context';
import { connectCustomer, morningReport, rotateKey } from './examples/otherExamples';
import { removeCustomer } from './examples/removeCustomer';
import { repairConnection } from './examples/repairConnection';
import { e2eHarness } from './support/e2eHarness';
import { exampleNames } from './support/examples';
import { type Model, startModel } from './support/model';

describe('the examples in a whole n8n', () => {
	const context = new ExamplesContext(e2eHarness());
	let model: Model;

	beforeAll(async () => {
		model = await startModel();
	});
	afterAll(async () => await model.close());
	afterEach(async () => await context.reset());

	/** What each file in `examples/` must do, by file. */
	const rows: Record<string, Claims> = {
		'ai-agent-tool': aiAgent(context, () => model),
		'connect-a-new-customer': connectCustomer(context),
		'morning-report': morningReport(context),
		'remove-a-churned-customer': removeCustomer(context),
		'repair-a-broken-connection': repairConnection(context),
		'rotate-an-api-key': rotateKey(context),
	};

	it('are all tested here', () => {
		expect(Object.keys(rows).sort()).toEqual(exampleNames());
	});

	describe.each(Object.entries(rows))('%s', (_, claims) => {
		it.each(Object.entries(claims))('%s', async (_claim, check) => await check());
	});
});
