import type { INodeParameters } from 'n8n-workflow';
import type { StoredConnection } from '../../../emulator/state';
import { byId, PROJECT, engineHarness, type EngineHarness } from '../../support/engineHarness';

export const CODE_GRANT = 'oauth2/authorizationCode';
export const CLIENT_GRANT = 'oauth2/clientCredentials';
export const PASSWORD_GRANT = 'oauth2/password';

/** What the tests of one operation share. */
export interface OperationHarness extends EngineHarness {
	/** A seeded connection with an auth scheme, of the seeded project. */
	connectionOf(authScheme: string): StoredConnection;
	/** The requests so far. */
	sent(): Array<{ method: string; url: string; body: unknown }>;
}

/** Parameters of an operation on one connection. */
export function parametersFor(
	operation: string,
	connectionId: unknown,
	more: INodeParameters = {},
): INodeParameters {
	return { operation, projectIdOrName: byId(PROJECT), connectionId: byId(connectionId), ...more };
}

/** Starts an emulator for the tests of a file, fresh data for each test. */
export function operationHarness(): OperationHarness {
	const harness = engineHarness();
	return Object.assign(Object.create(harness) as EngineHarness, {
		connectionOf: (authScheme: string) => {
			const { id } = harness.api.state.project(PROJECT);
			const found = harness.api.state.connections.find(
				({ connection }) => connection.authScheme === authScheme && connection.projectId === id,
			);
			if (!found) throw new Error(`The seed has no connection with ${authScheme}`);
			return found;
		},
		sent: () => harness.api.requests.map(({ method, url, body }) => ({ method, url, body })),
	});
}
