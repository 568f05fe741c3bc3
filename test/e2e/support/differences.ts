import { chosenVersion } from '../versions';

/** Whether a failed tool ends an agent's run in the n8n under test, instead of the model getting the reason. */
export function toolErrorsEndTheRun(): boolean {
	return ['1.123', '2.0'].includes(chosenVersion().name);
}

/** Whether the n8n under test evaluates expressions in a sandbox unless it is told otherwise. */
export function evaluatesInSandbox(): boolean {
	return !['2.0', '2.30'].includes(chosenVersion().name);
}
