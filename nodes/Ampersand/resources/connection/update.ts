import type { IDataObject } from 'n8n-workflow';
import type { Action } from '../../../shared/api';
import type { Operation } from '../../operation';
import { booleanField, collectionField } from '../common/declare';
import { readJsonBody, specifyBodyFields } from '../common/jsonBody';
import { readProjection } from '../common/output';
import { entityIn } from '../common/responses';
import { authFields, readCredentials, updateSchemeField } from './auth';
import {
	CONNECTION_NOT_FOUND,
	CONNECTION_PATH,
	connectionLock,
	connectionOnlyIf,
	workspaceRefField,
} from './fields';
import { mergeMetadata, providerMetadataField, toMetadataMap } from './metadata';
import { connectionOutput } from './simplify';

const EXAMPLE = '{ "updateMask": ["apiKey"], "connection": { "apiKey": "…" } }';

/** The API replaces all metadata, so the existing entries must be read first. */
const READ: Action = {
	label: 'read the metadata of the connection before the update',
	notFoundHint: CONNECTION_NOT_FOUND,
};

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
	fields: [
		...specifyBodyFields('connection', EXAMPLE, [
			updateSchemeField,
			...authFields,
			collectionField('Update Fields', 'updateFields', 'Add Field', [
				providerMetadataField('connection.providerMetadata'),
				workspaceRefField('connection.providerWorkspaceRef'),
			]),
		]),
		connectionOnlyIf.field,
	],
	output: connectionOutput,
	options: [
		booleanField(
			'Replace Metadata',
			'replaceMetadata',
			'Whether to replace all metadata of the connection with the given entries, instead of adding them to it',
			{ displayOptions: { show: { '/specifyBody': ['fields'] } } },
		),
	],
	convert: { 'updateFields.providerMetadata': toMetadataMap },
	lock: connectionLock,
	prepare(p, { body }) {
		const conditions = connectionOnlyIf.read(p);
		const project = readProjection(p, connectionOutput);
		const isJson = p.oneOf('specifyBody') === 'json';
		if (isJson) {
			Object.assign(body, readJsonBody(p, 'connection', EXAMPLE));
		} else {
			const connection: IDataObject = Object.assign(body.connection ?? {}, readCredentials(p));
			body.updateMask = Object.keys(connection);
			body.connection = connection;
			if (Object.keys(connection).length === 0) {
				throw p.invalid('updateFields', 'is empty and no credentials are set, so there is nothing to update');
			}
		}
		const { providerMetadata } = body.connection as IDataObject;
		const merges = !isJson && providerMetadata !== undefined && !p.boolean('options.replaceMetadata');
		return async (api) => {
			await conditions.holds(api);
			if (merges) {
				const existing = (await api.readFirst(READ, 'connection'))?.providerMetadata;
				const merged = mergeMetadata(existing, providerMetadata as IDataObject);
				(body.connection as IDataObject).providerMetadata = merged;
			}
			return [project(entityIn(await api.send(), update.action, 'connection'))];
		};
	},
};
