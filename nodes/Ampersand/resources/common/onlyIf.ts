import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import { groupField, providerField } from '../../../shared/fields';
import { isSameProvider } from '../../../shared/provider';
import type { ItemApi } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { collectionField } from './declare';

/** The conditions of 'Only If' for one item. */
export interface OnlyIf {
	/** @throws Failure that names what differs */
	check(thing: IDataObject): void;
	/**
	 * Reads the thing and checks it, if there is a condition.
	 *
	 * @returns false when it is gone and an earlier try of the execution may have deleted it
	 * @throws Failure that names what differs, or when it can't be read
	 */
	holds(api: ItemApi): Promise<boolean>;
}

/** How to find the thing's actual value for each condition. */
type Actual = Record<string, (thing: IDataObject) => unknown>;

/**
 * The parameter with the conditions that a thing must meet, and its reader, which rejects an empty condition because it
 * would match anything.
 *
 * @param noun what they are about, such as 'connection'
 * @param notFoundHint what to do when it doesn't exist
 * @param others further conditions
 */
export function declareOnlyIf(
	noun: string,
	actual: Actual,
	notFoundHint: string,
	others: INodeProperties[] = [],
): { field: INodeProperties; read(p: ParameterReader): OnlyIf } {
	const options = [
		groupField({ description: 'Go on only if this customer owns it' }),
		providerField({ description: 'Go on only if it belongs to this provider' }),
		...others,
	];
	const field = collectionField('Only If', 'onlyIf', 'Add Condition', options, {
		description: `Conditions that the ${noun} must meet. It is read first, and the operation goes on only if it meets all of them.`,
	});
	const action = { label: `read the ${noun} to check the conditions of 'Only If'`, notFoundHint };
	const read = (p: ParameterReader): OnlyIf => {
		const conditions = readConditions(p, actual);
		const check = (thing: IDataObject): void => {
			const differences = conditions.flatMap((differenceOf) => differenceOf(thing) ?? []);
			if (differences.length === 0) return;
			throw new Failure({
				message: `The ${noun} doesn't meet the conditions of 'Only If', so nothing was done: ${differences.join('; ')}`,
				hints: [`Check that the right ${noun} is selected, or change 'Only If'.`],
			});
		};
		return {
			check,
			holds: async (api) => {
				if (conditions.length === 0) return true;
				const thing = await api.readFirst(action, noun);
				if (thing) check(thing);
				return thing !== undefined;
			},
		};
	};
	return { field, read };
}

/** Each condition that is set says what differs; undefined when nothing does. */
function readConditions(
	p: ParameterReader,
	actual: Actual,
): Array<(thing: IDataObject) => string | undefined> {
	const names = Object.keys(actual).filter((name) => p.has(`onlyIf.${name}`));
	return names.map((name) => {
		const path = `onlyIf.${name}`;
		const allowed = name === 'status' ? p.someOf(path) : [p.text(path)];
		if (allowed.length === 0) throw p.invalid(path, 'is empty', 'Choose a value, or remove the condition.');
		// Two customers may have refs that differ only in their case; two providers can't.
		const isMet = name === 'provider' ? isSameProvider : Object.is;
		return (thing) => {
			const own = actual[name](thing);
			if (allowed.some((wanted) => isMet(own, wanted))) return undefined;
			return `'${p.label(path)}' is ${String(own ?? 'not set')}, not ${allowed.join(' or ')}`;
		};
	});
}
