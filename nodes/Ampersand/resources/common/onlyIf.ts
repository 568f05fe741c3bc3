import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Action } from '../../../shared/api';
import { Failure } from '../../../shared/errors/failure';
import { groupField, providerField } from '../../../shared/fields';
import type { ItemApi } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { isSameProvider } from './list';

/** How a thing's own value of each condition is found. */
export type Actual = Record<string, (thing: IDataObject) => unknown>;

/** A value that the thing to work with must have. */
interface Condition {
	label: string;
	actual(thing: IDataObject): unknown;
	/** Any of these will do. */
	allowed: string[];
	isMet(actual: unknown, wanted: string): boolean;
}

/**
 * Conditions that a thing must meet before the operation goes on.
 *
 * @param noun what it is, such as 'connection'
 * @param others further conditions
 */
export function onlyIfField(noun: string, others: INodeProperties[] = []): INodeProperties {
	return {
		displayName: 'Only If',
		name: 'onlyIf',
		type: 'collection',
		placeholder: 'Add Condition',
		default: {},
		description: `Conditions that the ${noun} must meet. It is read first, and the operation goes on only if it meets all of them.`,
		options: [
			groupField({ description: 'Go on only if this customer owns it' }),
			providerField({ description: 'Go on only if it belongs to this provider' }),
			...others,
		],
	};
}

/** The conditions of 'Only If' for one item. */
export class OnlyIf {
	private readonly conditions: Condition[];
	private readonly read: Action;

	/**
	 * @param noun what the conditions are about, such as 'connection'
	 * @param notFoundHint what to do when it doesn't exist
	 * @throws Failure when a condition is empty: it would mean anything at all
	 */
	constructor(
		p: ParameterReader,
		private readonly noun: string,
		actual: Actual,
		notFoundHint: string,
	) {
		this.read = { label: `read the ${noun} to check the conditions of 'Only If'`, notFoundHint };
		this.conditions = Object.keys(actual)
			.filter((name) => p.has(`onlyIf.${name}`))
			.map((name) => {
				const path = `onlyIf.${name}`;
				const allowed = name === 'status' ? p.someOf(path) : [p.text(path)];
				if (allowed.length === 0)
					throw p.invalid(path, 'is empty', 'Choose a value, or remove the condition.');
				// Two customers may have refs that differ only in their case; two providers can't.
				const isMet = name === 'provider' ? isSameProvider : Object.is;
				return { label: p.label(path), actual: actual[name], allowed, isMet };
			});
	}

	/**
	 * Reads the thing and checks it, if there is a condition.
	 *
	 * @returns false when it is gone and an earlier try of the execution may have deleted it
	 * @throws Failure that names what differs, or when it can't be read
	 */
	async holds(api: ItemApi): Promise<boolean> {
		if (this.conditions.length === 0) return true;
		const thing = await api.readFirst(this.read, this.noun);
		if (thing) this.check(thing);
		return thing !== undefined;
	}

	/** @throws Failure that names what differs */
	check(thing: IDataObject): void {
		const reasons = this.conditions
			.filter(({ actual, allowed, isMet }) => {
				const value = actual(thing);
				return !allowed.some((wanted) => isMet(value, wanted));
			})
			.map(({ label, actual, allowed }) => {
				return `'${label}' is ${String(actual(thing) ?? 'not set')}, not ${allowed.join(' or ')}`;
			});
		if (reasons.length === 0) return;
		throw new Failure({
			message: `The ${this.noun} doesn't meet the conditions of 'Only If', so nothing was done: ${reasons.join('; ')}`,
			hints: [`Check that the right ${this.noun} is selected, or change 'Only If'.`],
		});
	}
}
