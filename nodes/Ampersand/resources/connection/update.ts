import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../../shared/errors/failure';
import type { Draft, Operation } from '../../operation';
import { jsonObject } from '../../values';
import { applyAuth, tidyFields } from './body';
import { providerMetadataField, textField } from './common';
import { CONNECTION_NOT_FOUND } from './get';
import { labelOf } from './labels';

const showOnlyForUpdate = { resource: ['connection'], operation: ['update'] };

const EXAMPLE = '{\n  "updateMask": ["apiKey"],\n  "connection": { "apiKey": "…" }\n}';

export const updateFields: INodeProperties[] = [
	{
		displayName: 'Specify Body',
		name: 'specifyBody',
		type: 'options',
		default: 'fields',
		description: 'How to say what to change',
		displayOptions: { show: showOnlyForUpdate },
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
		default: EXAMPLE,
		required: true,
		description: 'What to send: the fields to change (updateMask) and their values (connection)',
		displayOptions: { show: { ...showOnlyForUpdate, specifyBody: ['json'] } },
		routing: { send: { type: 'body', property: 'json' } },
	},
];

export const updateFieldsField: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: { show: { ...showOnlyForUpdate, specifyBody: ['fields'] } },
	options: [
		providerMetadataField('connection.providerMetadata'),
		textField(
			'Provider Workspace Ref',
			'providerWorkspaceRef',
			'connection.providerWorkspaceRef',
			"The customer's workspace at the provider, such as the Salesforce subdomain",
			'e.g. acme-corp',
		),
	],
};

export const update: Operation = {
	purpose: { label: 'update the connection', notFoundHint: CONNECTION_NOT_FOUND },
	answer: 'connection',
	prepare(draft, input) {
		if (input.parameter('specifyBody', 'fields') === 'json') {
			draft.body = checkedBody(jsonObject(draft.body.json, labelOf('jsonBody')));
			return;
		}
		const connection = (draft.body.connection ?? {}) as IDataObject;
		tidyFields(connection, ['providerWorkspaceRef', 'providerMetadata']);
		applyAuth(draft.body, connection, input);
		draft.body = masked(connection);
	},
};

/** The mask is made of what is there, so the two cannot disagree. */
function masked(connection: IDataObject): Draft['body'] {
	const updateMask = Object.keys(connection);
	if (updateMask.length === 0) {
		throw invalidParameter(
			labelOf('updateFields'),
			'is empty, and no credentials are given: there is nothing to update',
		);
	}
	return { updateMask, connection };
}

function checkedBody(body: IDataObject): Draft['body'] {
	const where = labelOf('jsonBody');
	const { updateMask, connection } = body;
	if (!Array.isArray(updateMask) || !updateMask.every((field) => typeof field === 'string' && field !== '')) {
		throw invalidParameter(
			where,
			'needs "updateMask": a list of the fields to change',
			`For instance: ${EXAMPLE}`,
		);
	}
	if (typeof connection !== 'object' || connection === null || Array.isArray(connection)) {
		throw invalidParameter(
			where,
			'needs "connection": an object with the new values',
			`For instance: ${EXAMPLE}`,
		);
	}
	if (updateMask.length === 0)
		throw invalidParameter(where, 'has an empty "updateMask": there is nothing to update');
	return body;
}
