import type { EmulatorState, ProviderApp } from '../state';
import { idOf } from './ids';

/** Providers that every project has an OAuth app of its own for; Salesforce has two. */
const APPS = [
	['hubspot', 'emulated-hubspot-app'],
	['salesforce', 'emulated-salesforce-app'],
	['salesforce', 'emulated-salesforce-sandbox-app'],
	['slack', 'emulated-slack-app'],
];

/** The provider apps of all projects. */
export function seedProviderApps({ projects }: EmulatorState): ProviderApp[] {
	return projects.flatMap(({ id: projectId, createTime }) =>
		APPS.map(([provider, clientId]) => ({
			id: idOf(`provider app ${projectId} ${clientId}`),
			projectId,
			provider,
			clientId,
			scopes: ['read', 'write'],
			createTime,
			updateTime: createTime,
		})),
	);
}
