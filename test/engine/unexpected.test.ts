import { engineHarness } from '../support/engineHarness';
import { BY_NAME, items, operationCase } from '../support/operations';
import type { OperationName } from '../support/parametersOf';

const harness = engineHarness();

const insteadOf = (what: string, expected: string) =>
	`Unexpected response when trying to ${what}: expected ${expected}`;
const unconfirmed = (what: string) => `Couldn't confirm that ${what}: the response isn't empty`;

/** What an operation says of an object that is nothing that it knows. */
const MESSAGES: Record<OperationName, string> = {
	'connection getAll': insteadOf('list the connections', 'a list'),
	'connection get': insteadOf('get the connection', 'a connection'),
	'connection generate': insteadOf('generate the connection', 'a connection'),
	'connection update': insteadOf('update the connection', 'a connection'),
	'connection delete': unconfirmed('the connection was deleted'),
	'connection oauthConnect': insteadOf('create the OAuth URL', 'a URL'),
	'connection oauthUpdate': insteadOf('create the OAuth update URL', 'a URL'),
	'installation getAll': insteadOf('list the installations', 'a list'),
	'installation get': insteadOf('get the installation', 'an installation'),
	'installation delete': unconfirmed('the installation was deleted'),
	'installation create': insteadOf('create the installation', 'an installation'),
	'installation update': insteadOf('update the installation', 'an installation'),
	'installation pauseReads': unconfirmed('the reads were paused'),
	'installation unpauseReads': unconfirmed('the reads were unpaused'),
	'installation getOperations': insteadOf('list the operations', 'a list'),
	'installation getOperationLogs': insteadOf('get the logs of the operation', 'a list'),
};

it.each(BY_NAME)('%s says what it expected instead of the response', async (name, { parameters }) => {
	harness.api.fault({ respond: { status: 200, body: { no: 'ID' } } });
	const { error } = await harness.run(parameters, items(1));
	expect(error?.message).toBe(MESSAGES[name]);
});

it('Update says what it expected of the connection whose metadata it keeps', async () => {
	harness.api.fault({ match: { method: 'GET' }, respond: { status: 200, body: { no: 'ID' } } });
	const { parameters } = operationCase('connection update');
	const entry = [{ key: 'workspace', value: 'globex' }];
	const { error } = await harness.run(
		{ ...parameters, updateFields: { providerMetadata: { entry } } },
		items(1),
	);
	expect(error?.message).toBe(
		insteadOf('read the metadata of the connection before the update', 'a connection'),
	);
});
