import type { ExpressionError, IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Failure, invalidParameter } from '../shared/errors/failure';
import {
	checkCollection,
	encodePathValue,
	isBlank,
	isExpression,
	listIn,
	oneOf,
	requiredString,
	someOf,
} from '../shared/values';
import * as convert from './conversions';
import type { RunParameters } from './expressions';

const EXPRESSION_HINT = 'The expression returned nothing. Check that the field exists in the input item.';

/**
 * Reads an item's parameters, and knows from their declarations what they are called and what they may be.
 *
 * Paths are those of the parameters, such as `limit` or `filters.groupRef`. Every method throws a Failure that names
 * the parameter when its value can't be used.
 */
export class ParameterReader {
	/**
	 * @param declarations the parameters that the node shows, by path
	 * @param zone the workflow's time zone, such as `Europe/Berlin`
	 * @param isTool whether an AI agent runs the node
	 */
	constructor(
		readonly declarations: ReadonlyMap<string, INodeProperties>,
		private readonly parameters: RunParameters,
		private readonly itemIndex: number,
		private readonly zone: string,
		readonly isTool: boolean,
	) {}

	/** What the editor calls a parameter, with the collection of an entry in front. */
	label(path: string): string {
		const name = this.declaration(path).displayName ?? path;
		const [top, collection, ...nested] = path.split('.');
		if (nested.length === 0) return name;
		const inCollection = `${top}.${collection}`;
		return `${this.label(this.declarations.has(inCollection) ? inCollection : top)} > ${name}`;
	}

	/** A parameter's value as it is; undefined when there is none. */
	value(path: string): unknown {
		try {
			return this.parameters.value(path, this.itemIndex);
		} catch (error) {
			throw expressionFailure(error as ExpressionError, this.label(path));
		}
	}

	/** Whether a parameter's value comes from an expression. */
	isExpression(path: string): boolean {
		return isExpression(this.parameters.raw(path));
	}

	/** Text that must be there. */
	text(path: string): string {
		return requiredString(this.value(path), this.label(path), this.isComputed(path));
	}

	/** Text that may be left out; undefined when there is none. */
	optionalText(path: string): string | undefined {
		return isBlank(this.value(path)) ? undefined : this.text(path);
	}

	/** Text that may be left empty by hand; an expression must return some. */
	textOrEmpty(path: string): string {
		const value = this.value(path);
		if (!this.isExpression(path) && (value === '' || value === undefined)) return '';
		return this.text(path);
	}

	/** A condition: left empty by hand it is none; an expression must return some text. */
	filter(path: string): string | undefined {
		if (!isBlank(this.value(path))) return this.text(path);
		this.checkLeftOut(path);
		return undefined;
	}

	/** True or false; nothing counts as false. */
	boolean(path: string): boolean {
		return convert.toBoolean(this.value(path), this.label(path));
	}

	/** A number. */
	number(path: string): number {
		return convert.toNumber(this.value(path), this.label(path));
	}

	/** A whole number within the declared bounds; the declared default when the parameter isn't there. */
	integer(path: string): number {
		const { default: fallback, typeOptions = {} } = this.declaration(path);
		const value = this.has(path) ? this.value(path) : fallback;
		const { minValue: min, maxValue: max } = typeOptions;
		return convert.toInteger(value, this.label(path), { min, max });
	}

	/** One of the declared choices; undefined when it was left empty by hand. */
	oneOf(path: string): string | undefined {
		const value = this.value(path);
		if (isBlank(value) && !this.isExpression(path)) return undefined;
		return oneOf(value, this.label(path), this.choices(path));
	}

	/** Any of the declared choices; an expression must return some. */
	someOf(path: string): string[] {
		const chosen = someOf(this.value(path), this.label(path), this.choices(path));
		if (chosen.length === 0) this.checkLeftOut(path);
		return chosen;
	}

	/** Words separated by spaces, commas, or line breaks; undefined when there are none. */
	words(path: string): string[] | undefined {
		return convert.toStringList(this.value(path), this.label(path), this.isComputed(path));
	}

	/** A JSON object; one from an expression must contain something. */
	json(path: string): IDataObject {
		return convert.toJsonObject(this.value(path), this.label(path), this.isComputed(path));
	}

	/** A point in time (RFC 3339, UTC); undefined when there is none. */
	timestamp(path: string): string | undefined {
		return convert.toTimestamp(this.value(path), this.label(path), this.zone);
	}

	/** A path with its parameters filled in, percent-encoded. */
	path(template: string): string {
		return template.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodePathValue(this.value(name), this.label(name), this.isComputed(name)),
		);
	}

	/** How many entries a list of a fixed collection has. */
	countOf(path: string): number {
		const raw = this.parameters.raw(path);
		return Array.isArray(raw) ? raw.length : 0;
	}

	/** Rejects a collection that is something else: its fields would be ignored. */
	checkCollection(path: string): void {
		checkCollection(this.parameters.raw(path), this.label(path));
	}

	/** Whether a parameter is there, even if it is empty. */
	has(path: string): boolean {
		return this.parameters.raw(path) !== undefined;
	}

	/** A parameter as its declaration says; undefined when it was left out. */
	declared(path: string): unknown {
		const { type, required } = this.declaration(path);
		if (type === 'boolean') return this.boolean(path) || undefined;
		if (type === 'options') return this.oneOf(path);
		if (required) return this.text(path);
		return path.startsWith('filters.') ? this.filter(path) : this.optionalText(path);
	}

	/** The failure of a parameter. */
	invalid(path: string, reason: string, hint?: string): Error {
		return invalidParameter(this.label(path), reason, hint);
	}

	/** Rejects an expression that finds nothing, unless the user allows it and another filter remains. */
	private checkLeftOut(path: string): void {
		if (!this.isExpression(path)) return;
		if (path.startsWith('filters.') && this.boolean('options.ignoreEmptyFilters')) {
			const others = Object.keys(this.parameters.raw('filters') as object)
				.map((name) => `filters.${name}`)
				.filter((other) => other !== path)
				.map((other) => this.value(other))
				.flatMap((value) => listIn(value) ?? value);
			if (!others.every(isBlank)) return;
		}
		throw this.invalid(path, 'is empty', EXPRESSION_HINT);
	}

	/** Whether an expression or an AI agent gave a parameter's value. */
	private isComputed(path: string): boolean {
		return this.isTool || this.isExpression(path);
	}

	/** Nothing is known of a parameter that the node doesn't show. */
	private declaration(path: string): Partial<INodeProperties> {
		return this.declarations.get(path.replace(/\.\d+(?=\.)/g, '')) ?? {};
	}

	private choices(path: string): INodePropertyOptions[] {
		return (this.declaration(path).options ?? []) as INodePropertyOptions[];
	}
}

/** The failure of an expression that n8n can't evaluate, with everything from which n8n explains its own error. */
function expressionFailure({ message, description, context }: ExpressionError, label: string): Failure {
	const { messageTemplate = message, nodeCause } = context ?? {};
	const reason = String(messageTemplate).replaceAll('%%PARAMETER%%', label);
	const node = nodeCause ? ` (node '${String(nodeCause)}')` : '';
	return new Failure({
		message: `The parameter '${label}' has an expression that can't be evaluated: ${reason}${node}`,
		hints: [description ?? undefined],
		invalidInput: true,
		expressionError: context,
	});
}
