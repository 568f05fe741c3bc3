import type { Context } from '../context';
import { isObject, missingTexts, objectBody } from '../input';
import { type Issue, Problem } from '../problem';
import type { Router } from '../router';
import {
	type ConnectionBody,
	type EmulatorState,
	newId,
	type Provider,
	type StoredConnection,
} from '../state';
import { connectionBody } from './connections';
import { connectionSchemeOf, credentialFieldsOf, credentialIssues, schemeOf } from './credentials';
import { metadataIssues, missingMetadata } from './metadata';

/** Operation `generateConnection`. */
export function generateRoutes(router: Router, { state, notifications, options }: Context): void {
	router.on('POST', '/projects/{projectIdOrName}/connections:generate', ({ params, body }) => {
		const project = state.project(params.projectIdOrName);
		const stored = generate(state, project.id, objectBody(body), options);
		state.connections.push(stored);
		notifications.connectionEvent('connection.created', stored.connection);
		return { status: 201, body: connectionBody(stored, options, 'generate') };
	});
}

/**
 * A new connection (schema `GenerateConnectionRequest`).
 *
 * @throws Problem 422 with issues when it cannot be
 */
export function generate(
	state: EmulatorState,
	projectId: string,
	body: Record<string, unknown>,
	{ checkMetadata = true }: { checkMetadata?: boolean } = {},
): StoredConnection {
	const provider = state.provider(body.provider);
	const fields = credentialFieldsOf(body);
	const issues = [
		...missingTexts(body, ['groupRef', 'consumerRef', 'provider']),
		...metadataIssues(body.providerMetadata),
		...(provider ? providerIssues(provider, body, fields) : unknownProvider(body)),
		...(provider && checkMetadata ? missingMetadata(provider, body) : []),
	];
	if (issues.length || !provider) throw new Problem(422, 'The connection cannot be generated', { issues });
	const credentials = Object.fromEntries(fields.map((field) => [field, body[field]]));
	return { connection: newConnection(state, projectId, body, provider), credentials };
}

/** Copies what a request says about the workspace and its metadata, which replaces all that was there. */
export function assignMetadata(connection: ConnectionBody, body: Record<string, unknown>): void {
	if (typeof body.providerWorkspaceRef === 'string')
		connection.providerWorkspaceRef = body.providerWorkspaceRef;
	if (isObject(body.providerMetadata)) connection.providerMetadata = body.providerMetadata;
}

function unknownProvider({ provider: value }: Record<string, unknown>): Issue[] {
	return value ? [{ in: 'body', name: 'provider', detail: 'unknown provider', value }] : [];
}

function providerIssues(provider: Provider, body: Record<string, unknown>, fields: string[]): Issue[] {
	const scheme = schemeOf(provider);
	if (provider.customOpts?.multiStep) {
		const detail = `${provider.displayName} is connected in several steps, in Ampersand's own UI`;
		return [{ in: 'body', name: 'provider', detail, value: provider.name }];
	}
	if (fields.length > 1)
		return [{ in: 'body', name: fields[1], detail: 'only one kind of credentials may be given' }];
	if (fields.length === 0 && scheme !== 'none')
		return [
			{ in: 'body', name: 'provider', detail: `credentials for the auth scheme ${scheme} are missing` },
		];
	return fields.flatMap((field) => credentialIssues(body, field, scheme));
}

function newConnection(
	{ clock }: EmulatorState,
	projectId: string,
	body: Record<string, unknown>,
	provider: Provider,
): ConnectionBody {
	const createTime = clock.timestamp();
	const groupRef = String(body.groupRef);
	const consumerRef = String(body.consumerRef);
	const connection: ConnectionBody = {
		id: newId(),
		projectId,
		provider: provider.name,
		group: { groupRef, groupName: String(body.groupName ?? groupRef), projectId, createTime },
		consumer: {
			consumerRef,
			consumerName: String(body.consumerName ?? consumerRef),
			projectId,
			createTime,
		},
		authScheme: connectionSchemeOf(provider),
		status: 'created',
		createTime,
		updateTime: createTime,
	};
	assignMetadata(connection, body);
	return connection;
}
