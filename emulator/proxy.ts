import type { Context } from './context';
import { isObject } from './input';
import { type Issue, Problem } from './problem';
import type { Reply } from './router';
import type { ConnectionBody, EmulatorState, StoredInstallation } from './state';
import type { RecordedRequest } from './types';

/** Lists of records are under this name in a provider's responses; default `results`. */
const LIST_FIELDS: Record<string, string> = { salesforce: 'records' };

/** Whether a request is for the proxy, whose host isn't the emulator's: any of the proxy's own headers says so. */
export function isProxied({ headers }: RecordedRequest): boolean {
	return Object.keys(headers).some((name) => name.startsWith('x-amp-'));
}

/**
 * A stand-in for the proxy (`https://proxy.withampersand.com`): checks a request as the proxy does, forwards it nowhere, and
 * returns what a provider might.
 *
 * @throws Problem 400 when a header is missing, 404 for what does not exist, 403 without a proxy to use
 */
export function proxyReply({ state }: Context, request: RecordedRequest): Reply {
	const header = (name: string) => {
		const value = request.headers[`x-amp-${name}`];
		return typeof value === 'string' && value !== '' ? value : undefined;
	};
	const issues = headerIssues(header);
	if (issues.length) throw new Problem(400, 'The request cannot be proxied', { issues });
	const installation = find(state, header);
	checkSupport(state, installation);
	if (state.clock.now() < state.proxyLimitedUntil) return limited(state, header('rate-limiter-mode'));
	const { connection } = state.connection(installation.projectId, installation.connectionId);
	if (connection.status === 'bad_credentials')
		return { status: 401, body: { message: 'The access token is invalid or has expired' } };
	connection.status = 'working';
	return providerReply(request, connection);
}

type Header = (name: string) => string | undefined;

function headerIssues(header: Header): Issue[] {
	const issue = (name: string, detail: string): Issue => ({ in: 'header', name: `x-amp-${name}`, detail });
	const issues: Issue[] = [];
	if (header('proxy-version') !== '1') issues.push(issue('proxy-version', 'must be 1'));
	if (!header('project-id')) issues.push(issue('project-id', 'is required'));
	if (!header('installation-id') && !(header('integration-name') && header('group-ref'))) {
		const detail = 'is required, or both x-amp-integration-name and x-amp-group-ref';
		issues.push(issue('installation-id', detail));
	}
	return issues;
}

function find(state: EmulatorState, header: Header): StoredInstallation {
	const missing = (name: string, detail: string) =>
		new Problem(404, detail, { issues: [{ in: 'header', name: `x-amp-${name}`, detail }] });
	const projectId = header('project-id');
	if (!state.projects.some(({ id }) => id === projectId))
		throw missing('project-id', 'No project has this ID');
	const installations = state.installations.filter((each) => each.projectId === projectId);
	const installationId = header('installation-id');
	if (installationId !== undefined) {
		const named = installations.find(({ id }) => id === installationId);
		if (!named) throw missing('installation-id', 'No installation has this ID');
		return named;
	}
	const integration = state.integrations.find(
		(each) => each.projectId === projectId && each.name === header('integration-name'),
	);
	if (!integration) throw missing('integration-name', 'No integration has this name');
	const installed = installations.find(
		({ integrationId, group }) => integrationId === integration.id && group.groupRef === header('group-ref'),
	);
	if (!installed) throw missing('group-ref', 'The integration is not installed for this group');
	return installed;
}

/** Refuses with a 403 problem what may not use the proxy: its integration, installation or provider. */
function checkSupport(state: EmulatorState, { integrationId, config }: StoredInstallation): void {
	const integration = state.integrations.find(({ id }) => id === integrationId);
	const provider = state.provider(integration?.provider);
	const isEnabled =
		integration?.latestRevision.content.proxy?.enabled === true && config.content.proxy?.enabled !== false;
	if (isEnabled && provider?.support.proxy === true) return;
	const causes = [`the proxy is not enabled for the integration ${integration?.name}`];
	throw new Problem(403, 'The request cannot be proxied', { causes });
}

/** The provider's own 429; only in the throttle mode does Ampersand add when to retry, as a UTC timestamp. */
function limited({ proxyLimitedUntil }: EmulatorState, mode: string | undefined): Reply {
	const retryAfter = new Date(proxyLimitedUntil).toISOString();
	const headers = { 'x-amp-retry-after': retryAfter, 'x-amp-retryable': 'true' };
	const reply = { status: 429, body: { message: 'Too many requests' } };
	return mode === 'throttle' ? { ...reply, headers } : reply;
}

/** What a provider might respond: one record for a read, and what was sent for a write. */
function providerReply({ method, body }: RecordedRequest, { provider, group }: ConnectionBody): Reply {
	const sent = isObject(body) ? body : {};
	switch (method) {
		case 'DELETE':
			return { status: 204 };
		case 'POST':
			return { status: 201, body: { id: '2', ...sent } };
		case 'PATCH':
		case 'PUT':
			return { status: 200, body: { id: '1', ...sent } };
		default:
			return {
				status: 200,
				body: { [LIST_FIELDS[provider] ?? 'results']: [{ id: '1', name: group.groupName }] },
			};
	}
}
