import { type EmulatorState, type LogEntry, newId, type Operation, type StoredInstallation } from '../state';
import type { OperationOutcome } from '../types';

/** Severity, text and, for an error, what went wrong. */
type Line = [severity: LogEntry['severity'], msg: string, error?: string];

/**
 * Stores an operation of an installation and its logs. The texts are made up, in the style of the description's examples.
 *
 * @param made its ID and time; default: a new one, now
 */
export function recordOperation(
	state: EmulatorState,
	installation: StoredInstallation,
	{ actionType = 'read', status, objects, recordsProcessed = 0, error }: OperationOutcome,
	{ id, createTime } = { id: newId(), createTime: state.clock.timestamp() },
): Operation {
	const { id: installationId, projectId, integrationId, config } = installation;
	const names = objects ?? Object.keys(config.content.read?.objects ?? {});
	const [objectName = ''] = names;
	const cause = error ?? 'Authentication failed';
	const result = {
		success: recordsProcessed ? `${recordsProcessed} records processed` : 'No new data found',
		failure: cause,
		in_progress: undefined,
	}[status];
	const operation: Operation = {
		id,
		projectId,
		integrationId,
		installationId,
		configId: config.id,
		actionType,
		status,
		...(result === undefined ? {} : { result: `[${objectName}] ${result}` }),
		metadata: {
			objects: names,
			...(actionType === 'read'
				? { progress: { installationId, objectName, operationId: id, recordsProcessed } }
				: {}),
		},
		createTime,
	};
	const lines: Line[] = [['INFO', `${actionType} started`]];
	if (status === 'success') lines.push(['INFO', `${actionType} completed`]);
	if (status === 'failure') lines.push(['ERROR', `${actionType} failed`, cause]);
	const logs = lines.map(([severity, msg, problem]): LogEntry => {
		const details = { object: objectName, recordsProcessed: String(recordsProcessed) };
		const message = { msg, operation_id: id, details };
		return {
			timestamp: createTime,
			severity,
			message: problem === undefined ? message : { ...message, error: problem },
		};
	});
	state.operations.push({ operation, logs });
	installation.lastOperationStatus = status;
	return operation;
}
