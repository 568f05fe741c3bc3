import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Failure } from '../../../shared/errors/failure';
import { groupField, providerField } from '../../../shared/fields';
import type { ItemApi } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { collectionField } from './declare';
import { isSameProvider } from './list';

/**
 * Conditions that a thing must meet before the operation goes on.
 *
 * @param noun what it is, such as 'connection'
 * @param others further conditions
 */
export function onlyIfField(noun: string, others: INodeProperties[] = []): INodeProperties {
	const conditions = [
		groupField({ description: 'Go on only if this customer owns it' }),
		providerField({ description: 'Go on only if it belongs to this provider' }),
		...others,
	];
	return collectionField('Only If', 'onlyIf', 'Add Condition', conditions, {
		description: `Conditions that the ${noun} must meet. It is read first, and the operation goes on only if it meets all of them.`,
	});
}

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

/**
 * Reads the conditions of 'Only If'.
 *
 * @param noun what they are about, such as 'connection'
 * @param actual how the thing's own value of each condition is found
 * @param notFoundHint what to do when it doesn't exist
 * @throws Failure when a condition is empty: it would mean anything at all
 */
export function readOnlyIf(
	p: ParameterReader,
	noun: string,
	actual: Record<string, (thing: IDataObject) => unknown>,
	notFoundHint: string,
): OnlyIf {
	const conditions = Object.keys(actual)
		.filter((name) => p.has(`onlyIf.${name}`))
		.map((name) => {
			const path = `onlyIf.${name}`;
			const allowed = name === 'status' ? p.someOf(path) : [p.text(path)];
			if (allowed.length === 0) throw p.invalid(path, 'is empty', 'Choose a value, or remove the condition.');
			// Two customers may have refs that differ only in their case; two providers can't.
			const isMet = name === 'provider' ? isSameProvider : Object.is;
			return (thing: IDataObject): string[] => {
				const own = actual[name](thing);
				if (allowed.some((wanted) => isMet(own, wanted))) return [];
				return [`'${p.label(path)}' is ${String(own ?? 'not set')}, not ${allowed.join(' or ')}`];
			};
		});
	const check = (thing: IDataObject): void => {
		const differences = conditions.flatMap((differencesOf) => differencesOf(thing));
		if (differences.length === 0) return;
		throw new Failure({
			message: `The ${noun} doesn't meet the conditions of 'Only If', so nothing was done: ${differences.join('; ')}`,
			hints: [`Check that the right ${noun} is selected, or change 'Only If'.`],
		});
	};
	const action = { label: `read the ${noun} to check the conditions of 'Only If'`, notFoundHint };
	return {
		check,
		holds: async (api) => {
			if (conditions.length === 0) return true;
			const thing = await api.readFirst(action, noun);
			if (thing) check(thing);
			return thing !== undefined;
		},
	};
}
