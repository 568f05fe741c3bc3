import { expectThat, printItems, printText } from './print';
import { play } from './play';
import type { Target } from './target';

/** The customer that the demo connects, and removes at the end. */
const GROUP = 'n8n-ampersand-demo';

/** Lists the broken connections. */
export async function reportBroken(target: Target): Promise<void> {
	const { result, outputs } = await play(target, 'morning-report', [{}]);
	const [broken] = outputs('getAll');
	printItems(broken);
	expectThat(result.status === 'success', `the report lists ${broken.length} broken connections`);
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
		userId: 'demo-user',
		provider: target.provider,
		apiKey: ['demo', 'key'].join('-'),
	};
	const input = [{ body: customer }, { body: { ...customer, provider: 'no-such-provider' } }];
	const { outputs } = await play(target, 'connect-a-new-customer', input);
	const [generated, failed] = outputs('generate');
	printItems(generated);
	expectThat(generated.length === 1, 'the first customer is connected');
	const [{ json }] = failed;
	const { description } = json.details as { description: string };
	printText(`${String(json.error)}\n${description}`);
	expectThat(
		failed.length === 1,
		"the second one's unknown provider goes to the error output, with the reason",
	);
	return String(generated[0].json.id);
}

/** Replaces the API key of a connection. */
export async function rotateKey(target: Target, connectionId: string): Promise<void> {
	const input = [{ connectionId, apiKey: ['rotated', 'key'].join('-') }];
	const { outputs } = await play(target, 'rotate-an-api-key', input);
	const [connections] = outputs('get');
	printItems(connections);
	expectThat(connections[0].json.id === connectionId, 'the connection has its new API key');
}

/** Deletes the installations and connections of the customer. */
export async function removeCustomer(target: Target, connectionId: string): Promise<void> {
	const { outputs } = await play(target, 'remove-a-churned-customer', [{ groupRef: GROUP, dryRun: false }]);
	const [deleted] = outputs('delete');
	printItems(deleted);
	const isDeleted = deleted.some(({ json }) => json.deleted === true && json.id === connectionId);
	expectThat(isDeleted, "the customer's connection is deleted");
}
