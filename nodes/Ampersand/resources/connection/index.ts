import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { operationField, optionsFields } from '../common/fields';
import { outputFields } from '../common/output';
import { additionalFields } from './additionalFields';
import { authFields } from './auth';
import { del, deleteFields } from './delete';
import { connectionField, newConnectionFields } from './fields';
import { generate } from './generate';
import { get, getOptions } from './get';
import { getAll, getAllFields } from './getAll';
import { oauthConnect } from './oauthConnect';
import { oauthUpdate } from './oauthUpdate';
import { connectionOutput } from './simplify';
import { update, updateCollection, updateFields, updateOptions } from './update';

/** In the order in which the editor lists them. */
export const connectionOperations: Operation[] = [
	oauthUpdate,
	oauthConnect,
	del,
	generate,
	get,
	getAll,
	update,
];

export const connectionOperationField = operationField('connection', connectionOperations);

/** The resource's parameters, in the order in which the editor shows them after the project. */
export const connectionFields: INodeProperties[] = [
	connectionField,
	...newConnectionFields,
	...updateFields,
	...authFields,
	...updateCollection,
	...additionalFields,
	...getAllFields,
	...deleteFields,
	...outputFields(connectionOutput),
	...optionsFields('connection', connectionOperations, { get: getOptions, update: updateOptions }),
];
