import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { NOT_A_COLLECTION } from '../../../shared/values';
import { Failure } from '../../../shared/errors/failure';
import type { ParameterReader } from '../../parameters';

/** A value that the thing to delete must have. */
export interface Condition {
	label: string;
	/** The thing's own value. */
	actual(thing: IDataObject): unknown;
	/** Any of these will do. */
	allowed: string[];
}

const PLACEHOLDERS: Record<string, string> = { groupRef: 'e.g. group-123', provider: 'e.g. salesforce' };
const DESCRIPTIONS: Record<string, string> = {
	groupRef: 'Delete only if this customer owns it',
	provider: 'Delete only if it belongs to this provider (its name in Ampersand)',
};

/**
 * Conditions that are checked before a deletion.
 *
 * @param resource to which the field belongs
 * @param statusOptions the statuses to choose from, if the resource has any
 */
export function onlyIfField(resource: string, statusOptions: INodePropertyOptions[] = []): INodeProperties {
	const texts = ['Group Ref', 'Provider'].map((displayName): INodeProperties => {
		const name = displayName === 'Provider' ? 'provider' : 'groupRef';
		const [description, placeholder] = [DESCRIPTIONS[name], PLACEHOLDERS[name]];
		return { displayName, name, type: 'string', default: '', description, placeholder };
	});
	const status: INodeProperties = {
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		default: [],
		description: 'Delete only if it has one of these statuses',
		options: statusOptions,
	};
	return {
		displayName: 'Only If',
		name: 'onlyIf',
		type: 'collection',
		placeholder: 'Add Condition',
		default: {},
		description: `Conditions that the ${resource} must meet. It is read first, and deleted only if it meets all of them.`,
		displayOptions: { show: { resource: [resource], operation: ['delete'] } },
		options: [...texts, ...(statusOptions.length ? [status] : []), NOT_A_COLLECTION],
	};
}

/**
 * The conditions that are set.
 *
 * @param actual how the thing's own value of each condition is found
 * @throws Failure when one is empty: it would mean anything at all
 */
export function readConditions(p: ParameterReader, actual: Record<string, Condition['actual']>): Condition[] {
	return Object.keys(actual)
		.filter((name) => p.has(`onlyIf.${name}`))
		.map((name) => {
			const path = `onlyIf.${name}`;
			const allowed = name === 'status' ? p.someOf(path) : [p.text(path)];
			if (allowed.length === 0) throw p.invalid(path, 'is empty', 'Choose a value, or remove the condition.');
			return { label: p.label(path), actual: actual[name], allowed };
		});
}

/**
 * Checks the conditions before a deletion.
 *
 * @param noun what it is, such as 'connection'
 * @throws Failure that names what differs
 */
export function checkConditions(thing: IDataObject, conditions: Condition[], noun: string): void {
	const failed = conditions.filter(({ actual, allowed }) => !allowed.includes(String(actual(thing) ?? '')));
	if (failed.length === 0) return;
	const reasons = failed.map(
		({ label, actual, allowed }) =>
			`'${label}' is ${String(actual(thing) ?? 'not set')}, not ${allowed.join(' or ')}`,
	);
	throw new Failure({
		message: `The ${noun} wasn't deleted, because it doesn't meet the conditions of 'Only If': ${reasons.join('; ')}`,
		hints: [`Check that the right ${noun} is selected, or change 'Only If'.`],
	});
}
