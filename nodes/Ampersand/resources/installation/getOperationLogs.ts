import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../shared/values';
import type { Operation } from '../../operation';
import { textField } from '../common/declare';
import { ifNothingFoundOption, limitFields, listTask } from '../common/list';
import { declareOutput } from '../common/output';

const messageOf = ({ message }: IDataObject): IDataObject => (isObject(message) ? message : { msg: message });

/** What can be returned of a log entry: simplified it is flat (schema `Log`). */
const output = declareOutput(
	'log entry',
	{
		timestamp: ({ timestamp }) => timestamp,
		severity: ({ severity }) => severity,
		message: (log) => messageOf(log).msg,
		error: (log) => messageOf(log).error,
		details: (log) => messageOf(log).details,
	},
	[],
);

/** API operation `listOperationLogs`. */
export const getOperationLogs: Operation = {
	option: {
		name: 'Get Operation Logs',
		value: 'getOperationLogs',
		action: 'Get logs of operation',
		description: 'Retrieve the log of an operation, for example to see why a read failed',
		routing: { request: { method: 'GET', url: '/projects/{projectIdOrName}/operations/{operationId}/logs' } },
	},
	action: {
		label: 'get the logs of the operation',
		notFoundHint: "Check 'Project' and 'Operation ID'. Find operations with 'Get Many Operations'.",
	},
	fields: [
		textField('Operation ID', 'operationId', "ID of the operation, from 'Get Many Operations'", {
			required: true,
			placeholder: 'e.g. 2a9f4c7e-1b3d-4e5f-8a6b-9c0d1e2f3a4b',
		}),
		...limitFields,
	],
	output,
	options: [ifNothingFoundOption],
	prepare: (p) => listTask(p, output, 'log entries'),
};
