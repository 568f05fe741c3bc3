import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../shared/values';
import type { Operation } from '../../operation';
import { textField } from '../common/declare';
import { ifNothingFoundOption, limitFields, listTask } from '../common/list';
import { type OutputDeclaration, pickFields } from '../common/output';

const messageOf = ({ message }: IDataObject): IDataObject => (isObject(message) ? message : { msg: message });

/** The simplified output: one flat item per entry (schema `Log`). */
const SIMPLE_FIELDS: Record<string, (log: IDataObject) => IDataObject[string]> = {
	timestamp: ({ timestamp }) => timestamp,
	severity: ({ severity }) => severity,
	message: (log) => messageOf(log).msg,
	error: (log) => messageOf(log).error,
	details: (log) => messageOf(log).details,
};

const output: OutputDeclaration = {
	noun: 'log entry',
	simpleFields: Object.keys(SIMPLE_FIELDS),
	rawFields: [],
	simplify: pickFields(SIMPLE_FIELDS),
	withoutCredentials: (log) => log,
};

/** API operation `listOperationLogs`. */
export const getOperationLogs: Operation = {
	option: {
		name: 'Get Operation Logs',
		value: 'getOperationLogs',
		action: 'Get logs of operation',
		description: 'Retrieve the log of an operation, for example to see why it failed',
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
	prepare: (p) => listTask(p, output, 'log entries', () => () => true),
};
