import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../emulator';
import { timersPromises } from './node';
import { type OperationName, parametersOf } from './parametersOf';

/** One operation, with one parameter that comes from the item. */
export interface OperationCase {
	name: OperationName;
	/** The editor's name of the parameter that comes from the item's field `id`. */
	label: string;
	parameters: INodeParameters;
	/** What the API responds when it succeeds. */
	success: NonNullable<Fault['respond']>;
	/** What the node then returns for an item. */
	output(item: IDataObject): IDataObject;
}

const GROUP = { groupRef: '={{ $json.id }}' };

const found: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 200, body: { id: 'x' } },
	output: () => ({ id: 'x' }),
};
const logged: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 200, body: [{ severity: 'ERROR' }] },
	output: () => ({ severity: 'ERROR' }),
};
const listed = { ...found, success: { status: 200, body: [{ id: 'x' }] } };
/** One of the changes that are confirmed with an empty response. */
const done = (name: string): Pick<OperationCase, 'success' | 'output'> => ({
	success: { status: 204, body: '' },
	output: ({ id }) => ({ [name]: true, id }),
});
const url: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 200, body: 'https://sign.in/1', headers: { 'content-type': 'text/plain' } },
	output: () => ({ url: 'https://sign.in/1' }),
};

/** Every operation of both resources. */
export const OPERATIONS: OperationCase[] = [
	operation('connection getAll', 'Group Ref', listed, { filters: GROUP }),
	operation('connection get', 'Connection', found),
	operation('connection generate', 'Group Ref', found, GROUP),
	operation('connection update', 'Connection', found),
	operation('connection delete', 'Connection', done('deleted')),
	operation('connection oauthConnect', 'Group Ref', url, GROUP),
	operation('connection oauthUpdate', 'Connection', url),
	operation('installation getAll', 'Group Ref', listed, { filters: GROUP }),
	operation('installation get', 'Installation', found),
	operation('installation delete', 'Installation', done('deleted')),
	operation('installation create', 'Group Ref', found),
	operation('installation update', 'Installation', found),
	operation('installation pauseReads', 'Installation', done('paused')),
	operation('installation unpauseReads', 'Installation', done('unpaused')),
	operation('installation getOperations', 'Installation', listed),
	operation('installation getOperationLogs', 'Operation ID', logged),
];

/** The cases by name, for `it.each`. */
export const BY_NAME = OPERATIONS.map((entry) => [entry.name, entry] as const);

/** The case of one operation. */
export function operationCase(name: OperationName): OperationCase {
	const entry = OPERATIONS.find((other) => other.name === name);
	if (!entry) throw new Error(`There is no operation ${name}`);
	return entry;
}

/** Input items `{ id: 'c0' }`, `{ id: 'c1' }`, and so on, some of them without an ID. */
export function items(count: number, withoutId: number[] = []): IDataObject[] {
	return Array.from({ length: count }, (_, index) => (withoutId.includes(index) ? {} : { id: `c${index}` }));
}

/** Waits until anything that was still started after the end of an execution has reached the emulator. */
export async function quiet(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await timersPromises.setImmediate();
}

function operation(
	name: OperationName,
	label: string,
	response: Pick<OperationCase, 'success' | 'output'>,
	more: INodeParameters = {},
): OperationCase {
	return { name, label, parameters: parametersOf(name, more), ...response };
}
