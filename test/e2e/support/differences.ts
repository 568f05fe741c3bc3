import { chosenVersion } from '../versions';

/** Whether the n8n under test evaluates expressions in a sandbox unless it is told otherwise. */
export function evaluatesInSandbox(): boolean {
	return !['2.0', '2.30'].includes(chosenVersion().name);
}
