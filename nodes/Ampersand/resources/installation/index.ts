import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';
import { operationField, optionsFields } from '../common/fields';
import { outputFields } from '../common/output';
import { del, deleteFields } from './delete';
import { installationFields as locatorFields } from './fields';
import { get } from './get';
import { getAll, getAllFields } from './getAll';
import { installationOutput } from './simplify';

/** In the order in which the editor lists them. */
export const installationOperations: Operation[] = [del, get, getAll];

export const installationOperationField = operationField('installation', installationOperations);

/** The resource's parameters, in the order in which the editor shows them after the project. */
export const installationFields: INodeProperties[] = [
	...locatorFields,
	...getAllFields,
	...deleteFields,
	...outputFields(installationOutput),
	...optionsFields('installation', installationOperations),
];
