import type { Context } from './context';
import { completeOAuth } from './operations/oauth';
import type { StoredConnection } from './state';
import type { Emulator } from './types';

/** What customers and their providers do, which Ampersand's API has no operations for. */
export type Controls = Pick<
	Emulator,
	'advanceTime' | 'breakConnection' | 'completeOAuth' | 'pauseReads' | 'useConnection'
>;

/** Creates the controls of an emulator. */
export function createControls(context: Context): Controls {
	const { state, notifications } = context;
	const connection = (connectionId: string): StoredConnection => {
		const stored = state.connections.find((other) => other.connection.id === connectionId);
		if (!stored) throw new Error(`There is no connection ${connectionId}`);
		return stored;
	};
	const setHealth = (connectionId: string, isHealthy: boolean): void => {
		for (const installation of state.installationsUsing(connectionId)) {
			installation.healthStatus = isHealthy ? 'healthy' : 'unhealthy';
			installation.lastOperationStatus = isHealthy ? 'success' : 'failure';
		}
	};
	return {
		breakConnection(connectionId, errors = ['Authentication failed', 'Token refresh error']) {
			const { connection: broken } = connection(connectionId);
			broken.status = 'bad_credentials';
			setHealth(connectionId, false);
			notifications.connectionEvent('connection.error', broken, { errors, error: errors });
		},
		useConnection(connectionId) {
			const { connection: used } = connection(connectionId);
			if (used.status === 'bad_credentials') throw new Error('The provider rejects the credentials');
			used.status = 'working';
			setHealth(connectionId, true);
		},
		completeOAuth: (url) => completeOAuth(context, url),
		pauseReads(installationId, error = 'Authentication failed') {
			const paused = state.installations.find(({ id }) => id === installationId);
			if (!paused) throw new Error(`There is no installation ${installationId}`);
			notifications.installationEvent('read.schedule.paused', paused, { error });
		},
		advanceTime: (ms) => state.clock.advance(ms),
	};
}
