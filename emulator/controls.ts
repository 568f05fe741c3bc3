import type { Context } from './context';
import { completeOAuth } from './operations/oauth';
import { pause, runScheduledReads } from './operations/reads';
import { recordOperation } from './operations/recordOperation';
import type { StoredConnection, StoredInstallation } from './state';
import type { Emulator } from './types';

/** What customers and their providers do, which Ampersand's API has no operations for. */
export type Controls = Pick<
	Emulator,
	| 'advanceTime'
	| 'breakConnection'
	| 'completeOAuth'
	| 'limitProxy'
	| 'pauseReads'
	| 'runOperation'
	| 'useConnection'
>;

/** Creates the controls of an emulator. */
export function createControls(context: Context): Controls {
	const { state, notifications } = context;
	const connection = (connectionId: string): StoredConnection => {
		const stored = state.connections.find((other) => other.connection.id === connectionId);
		if (!stored) throw new Error(`There is no connection ${connectionId}`);
		return stored;
	};
	const installation = (installationId: string): StoredInstallation => {
		const stored = state.installations.find(({ id }) => id === installationId);
		if (!stored) throw new Error(`There is no installation ${installationId}`);
		return stored;
	};
	const read = (connectionId: string, status: 'success' | 'failure'): void => {
		for (const user of state.installationsUsing(connectionId)) runScheduledReads(state, user, status);
	};
	return {
		breakConnection(connectionId, errors = ['Authentication failed', 'Token refresh error']) {
			const { connection: broken } = connection(connectionId);
			broken.status = 'bad_credentials';
			read(connectionId, 'failure');
			notifications.connectionEvent('connection.error', broken, { errors, error: errors });
		},
		useConnection(connectionId) {
			const { connection: used } = connection(connectionId);
			if (used.status === 'bad_credentials') throw new Error('The provider rejects the credentials');
			used.status = 'working';
			read(connectionId, 'success');
		},
		completeOAuth: (url) => completeOAuth(context, url),
		pauseReads(installationId, error = 'Authentication failed') {
			const paused = installation(installationId);
			pause(paused);
			notifications.installationEvent('read.schedule.paused', paused, { error });
		},
		runOperation: (installationId, outcome) =>
			recordOperation(state, installation(installationId), outcome).id,
		limitProxy: (ms) => {
			state.proxyLimitedUntil = state.clock.now() + ms;
		},
		advanceTime: (ms) => state.clock.advance(ms),
	};
}
