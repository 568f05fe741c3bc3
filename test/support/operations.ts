import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../emulator';
import { timersPromises } from './node';
import { byId, byName, PROJECT } from './engineHarness';

/** One operation, with one parameter that comes from the item. */
export interface OperationCase {
	name: string;
	/** The editor's name of the parameter that comes from the item's field `id`. */
	label: string;
	parameters: INodeParameters;
	/** What the API responds when it succeeds. */
	success: NonNullable<Fault['respond']>;
	/** What the node then returns for an item. */
	output(item: IDataObject): IDataObject;
}

const FROM_ITEM = '={{ $json.id }}';
const NEW = { provider: byName('apollo'), consumerRef: 'user-1' };
const CREDENTIALS = { authScheme: 'apiKey', apiKey: 'made-up' };
const INTEGRATION = { resource: 'installation', integrationId: byId('integration-1') };

const found: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 200, body: { id: 'x' } },
	output: () => ({ id: 'x' }),
};
const listed = { ...found, success: { status: 200, body: [{ id: 'x' }] } };
const deleted: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 204, body: '' },
	output: ({ id }) => ({ deleted: true, id }),
};
const url: Pick<OperationCase, 'success' | 'output'> = {
	success: { status: 200, body: 'https://sign.in/1', headers: { 'content-type': 'text/plain' } },
	output: () => ({ url: 'https://sign.in/1' }),
};

/** Every operation of both resources. */
export const OPERATIONS: OperationCase[] = [
	operation('connection getAll', 'Group Ref', { filters: { groupRef: FROM_ITEM } }, listed),
	operation('connection get', 'Connection', { connectionId: byId(FROM_ITEM) }, found),
	operation('connection generate', 'Group Ref', { ...NEW, ...CREDENTIALS, groupRef: FROM_ITEM }, found),
	operation('connection update', 'Connection', { ...CREDENTIALS, connectionId: byId(FROM_ITEM) }, found),
	operation('connection delete', 'Connection', { connectionId: byId(FROM_ITEM) }, deleted),
	operation('connection oauthConnect', 'Group Ref', { ...NEW, groupRef: FROM_ITEM }, url),
	operation('connection oauthUpdate', 'Connection', { connectionId: byId(FROM_ITEM) }, url),
	operation('installation getAll', 'Group Ref', { filters: { groupRef: FROM_ITEM } }, listed),
	operation('installation get', 'Installation', { ...INTEGRATION, installationId: byId(FROM_ITEM) }, found),
	operation(
		'installation delete',
		'Installation',
		{ ...INTEGRATION, installationId: byId(FROM_ITEM) },
		deleted,
	),
];

/** The cases by name, for `it.each`. */
export const BY_NAME = OPERATIONS.map((entry) => [entry.name, entry] as const);

/** The case of one operation. */
export function operationCase(name: string): OperationCase {
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
	name: string,
	label: string,
	parameters: INodeParameters,
	response: Pick<OperationCase, 'success' | 'output'>,
): OperationCase {
	const [resource, operationName] = name.split(' ');
	return {
		name,
		label,
		parameters: { resource, operation: operationName, projectIdOrName: byName(PROJECT), ...parameters },
		...response,
	};
}
