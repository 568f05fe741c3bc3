import { expectThat, printItems, printSentence, printText } from './print';
import { play } from './play';
import type { Target } from './target';

/** The customer that the demo connects, and removes at the end. */
const GROUP = 'n8n-ampersand-demo';
const USER = 'demo-user';

/** Lists the broken connections in a message. */
export async function reportBroken(target: Target): Promise<void> {
	const { result, outputs } = await play(target, 'morning-report');
	const [broken] = outputs('getAll');
	const [written] = result.nodes['Write Report']?.outputs[0] ?? [];
	printText(written ? String(written.json.report) : 'No connection is broken, so there is no message.');
	expectThat(
		result.status === 'success',
		`the message names each of the ${broken.length} broken connections`,
	);
}

/**
 * Connects two customers, of which the second fails on purpose.
 *
 * @returns ID of the connection
 */
export async function connectCustomer(target: Target): Promise<string> {
	const customer = {
		customerId: GROUP,
		customerName: 'Demo Customer',
		userId: USER,
		provider: target.provider,
		apiKey: ['demo', 'key'].join('-'),
	};
	const input = [{ body: customer }, { body: { ...customer, provider: 'no-such-provider' } }];
	const { outputs } = await play(target, 'connect-a-new-customer', input);
	printSentence('Two customers sign up, the second one with a provider that does not exist:');
	const [generated, failed] = outputs('generate');
	printItems(generated);
	expectThat(generated.length === 1, 'the first customer is connected');
	const [{ json }] = failed;
	const { description } = json.details as { description: string };
	printText(`${String(json.error)}\n${description}`);
	expectThat(failed.length === 1, 'the second customer is refused, and the app hears why');
	return String(generated[0].json.id);
}

/** Replaces the API key of a connection, as a form names it. */
export async function rotateKey(target: Target, connectionId: string): Promise<void> {
	const form = {
		'Customer ID': GROUP,
		'User ID': USER,
		Provider: target.provider,
		'New API Key': ['rotated', 'key'].join('-'),
	};
	const { outputs } = await play(target, 'rotate-an-api-key', [form]);
	const [connections] = outputs('get');
	printItems(connections);
	expectThat(connections[0].json.id === connectionId, 'the connection has its new API key');
}

/** Deletes the installations and connections of the customer. */
export async function removeCustomer(target: Target, connectionId: string): Promise<void> {
	const settings = { customer: GROUP, dryRun: false };
	const { outputs } = await play(target, 'remove-a-churned-customer', [{}], settings);
	const [deleted] = outputs('delete');
	printItems(deleted);
	const isDeleted = deleted.some(({ json }) => json.deleted === true && json.id === connectionId);
	expectThat(isDeleted, "the customer's connection is deleted");
}
