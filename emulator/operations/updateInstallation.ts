import type { Context } from '../context';
import { booleanQuery, isObject, objectBody } from '../input';
import { Problem } from '../problem';
import type { Router } from '../router';
import type { ConfigContent } from '../state';
import { connectionFor, healthOf } from './createInstallation';
import { configIssues, sampleRead } from './installationConfig';
import { installationBody, installationOf } from './installations';
import { integrationById } from './integrations';

const PATH = '/projects/{projectIdOrName}/integrations/{integrationId}/installations/{installationId}';

/** Mask of an object's config; the object's name may have dots of its own. */
const OBJECT_MASK = /^config\.content\.(read|write|subscribe)\.objects\.(.+)$/;

const MASKS = [
	'connectionId',
	'config.createdBy',
	'config.content.write.objects',
	'config.content.subscribe.objects',
	'config.content.proxy.enabled',
];

/** Operation `updateInstallation`. */
export function updateInstallationRoutes(router: Router, context: Context): void {
	const { state, notifications, options } = context;
	router.on('PATCH', PATH, ({ params, query, body }) => {
		const integration = integrationById(state, params.projectIdOrName, params.integrationId);
		const installation = installationOf(state, params);
		const skipSampling = booleanQuery(query, 'skipSampling');
		const values = maskedValues(objectBody(body));

		const { group, config } = installation;
		const connectionId = values.get('connectionId') ?? installation.connectionId;
		const stored = connectionFor(state, integration, { groupRef: group.groupRef, connectionId });
		const content = updatedContent(config.content, values);
		const issues = configIssues(content, integration.provider);
		if (!stored) {
			const detail = `the group has no such connection to ${integration.provider}`;
			issues.push({ in: 'body', name: 'installation.connectionId', detail, value: connectionId });
		}
		if (issues.length || !stored) throw new Problem(422, 'The installation cannot be updated', { issues });
		const changesReads = [...values.keys()].some((mask) => /^connectionId$|\.read\./.test(mask));
		if (changesReads && !skipSampling) sampleRead(content, stored, options);

		if (values.has('connectionId')) {
			installation.connectionId = stored.connection.id;
			installation.healthStatus = healthOf(stored);
		}
		const createdBy = String(values.get('config.createdBy') ?? config.createdBy);
		installation.config = { ...config, createdBy, content, revisionId: integration.latestRevision.id };
		installation.updateTime = state.clock.timestamp();
		notifications.installationEvent('installation.updated', installation, { lastConfig: config.content });
		return { status: 200, body: installationBody(state, installation, options) };
	});
}

/**
 * The new values by their masks.
 *
 * @throws Problem 400 for a mask that is unknown, or that has no value
 */
function maskedValues({ updateMask, installation }: Record<string, unknown>): Map<string, unknown> {
	const isKnown = (mask: unknown) => MASKS.includes(String(mask)) || OBJECT_MASK.test(String(mask));
	if (!Array.isArray(updateMask) || updateMask.length === 0 || !updateMask.every(isKnown)) {
		const remedy = `Allowed masks: '${MASKS.join(', ')}' and config.content.<kind>.objects.<objectName>`;
		throw new Problem(400, 'Invalid update mask', { remedy });
	}
	const values = new Map(
		(updateMask as string[]).map((mask) => [mask, valueAt(installation, keysOf(mask))] as const),
	);
	const issues = [...values]
		.filter(([mask, value]) => !fits(mask, value))
		.map(([mask, value]) => ({
			in: 'body' as const,
			name: `installation.${mask}`,
			detail: value === undefined ? 'is in the mask, but has no value' : 'has the wrong type',
		}));
	if (issues.length) throw new Problem(400, 'The installation cannot be updated', { issues });
	return values;
}

function fits(mask: string, value: unknown): boolean {
	if (mask === 'config.content.proxy.enabled') return typeof value === 'boolean';
	return mask.includes('objects') ? isObject(value) : typeof value === 'string' && value !== '';
}

function keysOf(mask: string): string[] {
	const [, kind, objectName] = OBJECT_MASK.exec(mask) ?? [];
	return kind === undefined ? mask.split('.') : ['config', 'content', kind, 'objects', objectName];
}

function valueAt(source: unknown, keys: string[]): unknown {
	return keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), source);
}

/** A copy of the content with new values. The fields of a read object may be missing, as in the description's example. */
function updatedContent(old: ConfigContent, values: Map<string, unknown>): ConfigContent {
	const content = structuredClone(old);
	for (const [mask, value] of values) {
		const [, section, ...keys] = keysOf(mask);
		const last = keys.pop();
		if (section !== 'content' || last === undefined) continue;
		const target = keys.reduce<Record<string, unknown>>(
			(parent, key) => {
				const child = isObject(parent[key]) ? parent[key] : {};
				parent[key] = child;
				return child;
			},
			content as unknown as Record<string, unknown>,
		);
		const isReadObject = OBJECT_MASK.exec(mask)?.[1] === 'read' && isObject(value);
		target[last] = isReadObject ? { selectedFields: {}, selectedFieldMappings: {}, ...value } : value;
	}
	return content;
}
