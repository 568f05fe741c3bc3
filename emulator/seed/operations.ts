import { recordOperation } from '../operations/recordOperation';
import type { EmulatorState, StoredInstallation } from '../state';
import type { OperationOutcome } from '../types';
import { idOf } from './ids';

/** Minutes between two operations, as the schedule of the integrations has it. */
const INTERVAL_MS = 15 * 60_000;

/** Gives every installation some operations, of which the last one is as its connection is. */
export function seedOperations(state: EmulatorState): void {
	for (const installation of state.installations) {
		const outcomes = outcomesOf(installation);
		const last = Date.parse(installation.updateTime);
		outcomes.forEach((outcome, index) => {
			const createTime = new Date(last - (outcomes.length - 1 - index) * INTERVAL_MS).toISOString();
			const id = idOf(`operation ${installation.id} ${index}`);
			recordOperation(state, installation, outcome, { id, createTime });
		});
	}
}

function outcomesOf({ healthStatus, config }: StoredInstallation): OperationOutcome[] {
	const writes = Object.keys(config.content.write?.objects ?? {});
	return [
		{ status: 'success', recordsProcessed: 1250 },
		...(writes.length
			? [{ actionType: 'write' as const, status: 'success' as const, objects: writes, recordsProcessed: 2 }]
			: []),
		{ status: 'success' },
		{ status: healthStatus === 'healthy' ? 'success' : 'failure' },
	];
}
