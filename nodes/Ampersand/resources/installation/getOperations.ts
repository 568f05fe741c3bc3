import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../shared/values';
import type { Operation } from '../../operation';
import { choicesField, option } from '../common/declare';
import {
	filtersField,
	ifNothingFoundOption,
	isAnyOf,
	limitFields,
	listTask,
	readLimit,
} from '../common/list';
import { declareOutput } from '../common/output';
import { INSTALLATION_NOT_FOUND, INSTALLATION_PATH } from './fields';

/** The largest page that the API sends. */
const MAX_PAGE_SIZE = 1000;

/** What can be returned of an operation (schema `Operation`). */
const output = declareOutput(
	'operation',
	{
		id: ({ id }) => id,
		actionType: ({ actionType }) => actionType,
		status: ({ status }) => status,
		result: ({ result }) => result,
		objects: ({ metadata }) => (isObject(metadata) ? metadata.objects : undefined),
		recordsProcessed: ({ metadata }) => {
			const progress = isObject(metadata) ? metadata.progress : undefined;
			return isObject(progress) ? progress.recordsProcessed : undefined;
		},
		createTime: ({ createTime }) => createTime,
	},
	['configId', 'installationId', 'integrationId', 'metadata', 'projectId'],
);

/** API operation `listOperations`. */
export const getOperations: Operation = {
	option: {
		name: 'Get Many Operations',
		value: 'getOperations',
		action: 'Get many operations of installation',
		description: 'Retrieve the operations of an installation: its reads, writes, and subscriptions',
		routing: { request: { method: 'GET', url: `${INSTALLATION_PATH}/operations` } },
	},
	action: { label: 'list the operations', notFoundHint: INSTALLATION_NOT_FOUND },
	fields: [
		...limitFields,
		filtersField([
			choicesField(
				'Action Type',
				'actionType',
				'Return only operations of these types. Leave empty to return all.',
				[option('Read', 'read'), option('Subscribe', 'subscribe'), option('Write', 'write')],
			),
			choicesField(
				'Status',
				'status',
				'Return only operations with one of these statuses. Leave empty to return all.',
				[option('Failure', 'failure'), option('In Progress', 'in_progress'), option('Success', 'success')],
			),
		]),
	],
	output,
	options: [ifNothingFoundOption],
	prepare(p, { qs }) {
		const statuses = p.someOf('filters.status');
		const actionTypes = p.someOf('filters.actionType');
		const isFiltered = statuses.length + actionTypes.length > 0;
		qs.pageSize = Math.min(isFiltered ? Infinity : readLimit(p), MAX_PAGE_SIZE);
		const matches = ({ status, actionType }: IDataObject): boolean =>
			isAnyOf(status, statuses) && isAnyOf(actionType, actionTypes);
		return listTask(p, output, 'operations', () => matches);
	},
};
