import type { Context } from '../context';
import { objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import type { Router } from '../router';
import type { EmulatorState, StoredInstallation } from '../state';
import { installationOf } from './installations';
import { recordOperation } from './recordOperation';

/** Operations `pauseReads` and `unpauseReads` of the read API, which the emulator serves at its one base URL. */
export function readRoutes(router: Router, { state }: Context): void {
	const one = '/projects/{projectIdOrName}/integrations/{integrationId}/installations/{installationId}';

	router.on('POST', `${one}:pause`, ({ params, body }) => {
		const installation = installationOf(state, params);
		pause(installation, objectsIn(state, installation, body));
		return { status: 204 };
	});

	router.on('POST', `${one}:unpause`, ({ params, body }) => {
		const installation = installationOf(state, params);
		const objects = objectsIn(state, installation, body);
		installation.pausedObjects = installation.pausedObjects.filter((name) => !objects.includes(name));
		return { status: 204 };
	});
}

/** Pauses the scheduled reads of objects; default: all. */
export function pause(installation: StoredInstallation, objects = readObjects(installation)): void {
	installation.pausedObjects = [...new Set([...installation.pausedObjects, ...objects])];
}

/**
 * Runs the scheduled reads of an installation that are not paused. Its health is as their outcome, but while all of them
 * are paused, it can't become healthy.
 */
export function runScheduledReads(
	state: EmulatorState,
	installation: StoredInstallation,
	status: 'success' | 'failure',
): void {
	const { pausedObjects, config } = installation;
	const all = readObjects(installation);
	const objects = all.filter(
		(name) => !pausedObjects.includes(name) && config.content.read?.objects[name].disabled !== true,
	);
	if (objects.length) recordOperation(state, installation, { status, objects });
	if (status === 'failure') installation.healthStatus = 'unhealthy';
	else if (objects.length || !all.length) installation.healthStatus = 'healthy';
}

function readObjects({ config }: StoredInstallation): string[] {
	return Object.keys(config.content.read?.objects ?? {});
}

/**
 * The objects that a request names, by either of their names; all without any.
 *
 * @throws Problem 400 when they are no list of texts, or when the installation does not read one of them
 */
function objectsIn(state: EmulatorState, installation: StoredInstallation, body: unknown): string[] {
	const known = readObjects(installation);
	if (body === undefined) return known;
	const { objects, note } = objectBody(body);
	const issues: Issue[] = [];
	if (note !== undefined && typeof note !== 'string')
		issues.push({ in: 'body', name: 'note', detail: 'must be a string', value: note });
	const mapped = unmappedNames(state, installation);
	const named = objects === undefined ? known : objects;
	if (!Array.isArray(named))
		issues.push({ in: 'body', name: 'objects', detail: 'must be an array', value: named });
	const names = (Array.isArray(named) ? named : []).map((name) => mapped.get(String(name)) ?? String(name));
	for (const value of names) {
		if (!known.includes(value))
			issues.push({ in: 'body', name: 'objects', detail: 'the installation does not read it', value });
	}
	if (issues.length) throw new Problem(400, 'The reads cannot be paused or unpaused', { issues });
	return names;
}

/** The provider's names of objects by the names that the integration maps them to. */
function unmappedNames(state: EmulatorState, { integrationId }: StoredInstallation): Map<string, string> {
	const integration = state.integrations.find(({ id }) => id === integrationId);
	const objects = integration?.latestRevision.content.read?.objects ?? [];
	return new Map(objects.map(({ objectName, mapToName = objectName }) => [mapToName, objectName]));
}
