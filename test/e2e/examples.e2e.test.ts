import { aiAgent, whySyncFails } from './examples/aiAgent';
import { type Claims, ExamplesContext } from './examples/context';
import { askBeforeDeleting, moveCustomer } from './examples/customers';
import { rotateKey, rotateKeys } from './examples/keys';
import {
	callApi,
	connectCustomer,
	connectionStatus,
	morningReport,
	syncCustomers,
} from './examples/otherExamples';
import { removeCustomer } from './examples/removeCustomer';
import { repairConnection, resumeReads } from './examples/repairConnection';
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
		'ask-before-deleting': askBeforeDeleting(context),
		'call-a-customers-api': callApi(context),
		'connect-a-new-customer': connectCustomer(context),
		'connection-status-for-your-app': connectionStatus(context),
		'morning-report': morningReport(context),
		'move-a-customer-to-a-new-connection': moveCustomer(context),
		'remove-a-churned-customer': removeCustomer(context),
		'repair-a-broken-connection': repairConnection(context),
		'resume-reads-after-a-repair': resumeReads(context),
		'rotate-an-api-key': rotateKey(context),
		'rotate-keys-from-a-csv': rotateKeys(context),
		'sync-customers-from-a-list': syncCustomers(context),
		'why-does-a-sync-fail': whySyncFails(context, () => model),
	};

	it('are all tested here', () => {
		expect(Object.keys(rows).sort()).toEqual(exampleNames());
	});

	describe.each(Object.entries(rows))('%s', (_, claims) => {
		it.each(Object.entries(claims))('%s', async (_claim, check) => await check());
	});
});
