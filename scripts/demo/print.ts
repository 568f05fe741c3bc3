import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { EngineResult, WorkflowFile } from '../../test/support/engine';
import { Console, process } from '../../test/support/node';

const console = new Console(process.stdout);

/** Items shown of each output; the rest are counted. */
const MOST = 4;

/** Fields shown of each item. */
const FIELDS = 5;

/** A line of text. */
export function say(text = ''): void {
	process.stdout.write(`${text}\n`);
}

/**
 * Says that something is as it should be.
 *
 * @throws Error when it is not
 */
export function expectThat(holds: boolean, what: string): void {
	if (!holds) throw new Error(`It did not work: expected that ${what}`);
	say(`  ✓ ${what}`);
}

/** What went into each node of a workflow and what came out, node by node. */
export function printRun(file: WorkflowFile, result: EngineResult): void {
	for (const { name, type, onError } of file.nodes) {
		const ran = result.nodes[name];
		if (!ran) continue;
		say(`  ${name}  (${type.split('.').at(-1)}, ${ran.executionTime} ms)`);
		const errorOutput = onError === 'continueErrorOutput' ? ran.outputs.length - 1 : undefined;
		ran.outputs.forEach((items, index) =>
			printOutput(items, index === errorOutput ? 'error output' : `output ${index + 1}`),
		);
		if (ran.error) printError(ran.error.message, ran.error.description);
	}
	say();
}

/** An error as the editor shows it: what happened, then how to get unstuck. */
export function printError(message: string, description?: string | null): void {
	say(`    ✗ ${message}`);
	for (const line of (description ?? '').split('\n').filter(Boolean)) say(`      ${line}`);
}

function printOutput(items: INodeExecutionData[], title: string): void {
	if (items.length === 0) return;
	say(`    ${title}: ${items.length} item(s)`);
	console.table(items.slice(0, MOST).map(row));
	if (items.length > MOST) say(`    … and ${items.length - MOST} more`);
}

function row({ json, pairedItem }: INodeExecutionData): IDataObject {
	const paired = (pairedItem as { item?: number } | undefined)?.item;
	const fields = Object.entries(json).slice(0, FIELDS);
	const shown = fields.map(([name, value]) => [name, name === 'apiKey' ? '•••' : short(value)]);
	return { 'from item': paired ?? '', ...Object.fromEntries(shown) };
}

function short(value: unknown): string | number | boolean {
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	return text.length > 44 ? `${text.slice(0, 43)}…` : text;
}
