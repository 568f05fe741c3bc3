import type { EmulatorState } from '../state';
import { FOUNDED, seedConnections } from './connections';
import { idOf } from './ids';
import { seedInstallations } from './installations';
import { seedOperations } from './operations';
import { seedProviderApps } from './providerApps';
import { seedProviders } from './providers';

const PROJECTS = [
	['mailmonkey-production', 'MailMonkey'],
	['mailmonkey-staging', 'MailMonkey Staging'],
	['ledgerly-production', 'Ledgerly'],
];

/** Fills a state with all that a team has after some months, the same every time. */
export function seed(state: EmulatorState): void {
	const orgId = idOf('org');
	state.projects = PROJECTS.map(([name, appName]) => ({
		id: idOf(name),
		name,
		appName,
		orgId,
		createTime: FOUNDED,
	}));
	state.providers = seedProviders();
	state.connections = seedConnections(state);
	seedInstallations(state);
	seedOperations(state);
	state.providerApps = seedProviderApps(state);
}
