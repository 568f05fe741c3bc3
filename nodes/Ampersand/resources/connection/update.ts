import { type IDataObject, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import type { Action } from '../../../shared/api';
import { isObject } from '../../../shared/values';
import type { Operation } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { readCredentials } from './auth';
import { entityIn } from '../common/responses';
import { CONNECTION_NOT_FOUND, CONNECTION_PATH, connectionLock, workspaceRefField } from './fields';
import { mergeMetadata, providerMetadataField, toMetadataMap } from './metadata';
import { withoutCredentials } from './simplify';

/** Changes nothing yet, so that a run without any changes to it can't overwrite a customer's credentials. */
const EMPTY_BODY = '{\n  "updateMask": [],\n  "connection": {}\n}';

const EXAMPLE = '{ "updateMask": ["apiKey"], "connection": { "apiKey": "…" } }';

const showOnlyForUpdate = { show: { resource: ['connection'], operation: ['update'] } };

/** How to specify the changes; the auth fields follow these. */
export const updateFields: INodeProperties[] = updateDisplayOptions(showOnlyForUpdate, [
	{
		displayName: 'Specify Body',
		name: 'specifyBody',
		type: 'options',
		default: 'fields',
		description: 'How to specify the changes',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
	},
	{
		displayName: 'JSON Body',
		name: 'jsonBody',
		type: 'json',
		typeOptions: { rows: 6 },
		default: EMPTY_BODY,
		required: true,
		description: `The request body: the fields to change (updateMask) and their new values (connection). Example: <code>${EXAMPLE}</code>.`,
		displayOptions: { show: { specifyBody: ['json'] } },
	},
]);

/** What to change besides the credentials. */
export const updateCollection: INodeProperties[] = updateDisplayOptions(showOnlyForUpdate, [
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { specifyBody: ['fields'] } },
		options: [
			providerMetadataField('connection.providerMetadata'),
			workspaceRefField('connection.providerWorkspaceRef'),
		],
	},
]);

/** Options of Update, shown together with those of every operation. */
export const updateOptions: INodeProperties[] = [
	{
		displayName: 'Replace Metadata',
		name: 'replaceMetadata',
		type: 'boolean',
		default: false,
		description:
			'Whether to replace all metadata of the connection with the given entries, instead of adding them to it',
		displayOptions: { show: { '/specifyBody': ['fields'] } },
	},
];

/** API operation `updateConnection`. */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update connection',
		description: 'Update the credentials or metadata of a connection',
		routing: { request: { method: 'PATCH', url: CONNECTION_PATH } },
	},
	action: { label: 'update the connection', notFoundHint: CONNECTION_NOT_FOUND },
	convert: { 'updateFields.providerMetadata': toMetadataMap },
	lock: connectionLock,
	prepare(p, { body }) {
		if (p.oneOf('specifyBody') === 'json') {
			Object.assign(body, readJsonBody(p));
			return async (api) => [withoutCredentials(entityIn(await api.send(), update.action, 'connection'))];
		}
		const connection: IDataObject = Object.assign(body.connection ?? {}, readCredentials(p));
		body.updateMask = Object.keys(connection);
		body.connection = connection;
		if (Object.keys(connection).length === 0) {
			throw p.invalid('updateFields', 'is empty and no credentials are set, so there is nothing to update');
		}
		const { providerMetadata } = connection;
		const merges = providerMetadata !== undefined && !p.boolean('options.replaceMetadata');
		return async (api) => {
			if (merges) {
				const existing = (await api.readFirst(READ, 'connection'))?.providerMetadata;
				connection.providerMetadata = mergeMetadata(existing, providerMetadata as IDataObject);
			}
			return [withoutCredentials(entityIn(await api.send(), update.action, 'connection'))];
		};
	},
};

/** The API replaces all metadata, so the existing entries must be read first. */
const READ: Action = {
	label: 'read the metadata of the connection before the update',
	notFoundHint: CONNECTION_NOT_FOUND,
};

/** The body as the user wrote it, after a check of its shape. */
function readJsonBody(p: ParameterReader): IDataObject {
	const body = p.json('jsonBody');
	const { updateMask, connection } = body;
	if (!Array.isArray(updateMask) || !updateMask.every((field) => typeof field === 'string' && field !== '')) {
		throw p.invalid(
			'jsonBody',
			'is missing "updateMask", the list of fields to change',
			`Example: ${EXAMPLE}`,
		);
	}
	if (!isObject(connection)) {
		throw p.invalid(
			'jsonBody',
			'is missing "connection", an object with the new values',
			`Example: ${EXAMPLE}`,
		);
	}
	if (updateMask.length > 0) return body;
	throw p.invalid(
		'jsonBody',
		'has an empty "updateMask", so there is nothing to update',
		`Example: ${EXAMPLE}`,
	);
}
