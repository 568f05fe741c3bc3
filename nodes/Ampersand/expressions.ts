import {
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	isSafeObjectProperty,
} from 'n8n-workflow';
import { inLocator, isExpression, isLocator } from '../shared/values';

/** Gives a parameter's value for an input item. */
type Source = (itemIndex: number) => unknown;

/** `{{ $json.id }}`, `{{ $json["a b"][0].c }}`: an expression that only names a field of the input item. */
const FIELD_EXPRESSION =
	/^=\{\{\s*\$json((?:\.[A-Za-z_]\w*|\[\d+\]|\["[^"\\\n]*"\]|\['[^'\\\n]*'\])+)\s*\}\}$/;
const FIELD_KEY = /\.([A-Za-z_]\w*)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g;

/**
 * The node's parameters in one run. n8n evaluates only what it must, once per item, because one expression in its sandbox
 * takes longer than the rest of the node for that item; fixed values and plain fields of the item are read directly.
 */
export class RunParameters {
	private readonly sources = new Map<string, Source>();
	/** What n8n has evaluated for the item at hand. */
	private readonly evaluated = new Map<string, unknown>();
	private evaluatedItem = -1;

	/** @param isTool whether an AI agent runs the node; `$json` then isn't the input item */
	constructor(
		private readonly context: Pick<IExecuteFunctions, 'getNodeParameter'>,
		private readonly node: INode,
		private readonly items: INodeExecutionData[],
		private readonly isTool: boolean,
	) {}

	/**
	 * A parameter's value for an item; of a resource locator, the value inside.
	 *
	 * @param path such as `limit` or `filters.groupRef`
	 * @returns undefined when the parameter isn't there
	 * @throws the evaluator's error when an expression can't be evaluated
	 */
	value(path: string, itemIndex: number): unknown {
		let source = this.sources.get(path);
		if (!source) this.sources.set(path, (source = this.sourceOf(path)));
		return source(itemIndex);
	}

	/** A parameter as it is saved, with its expressions; of a resource locator, the value inside. */
	raw(path: string): unknown {
		return inLocator(this.saved(path));
	}

	private saved(path: string): unknown {
		return memberAt(this.node.parameters, path.split('.'));
	}

	/** Items are read one after another, so only one item's values need to be remembered. */
	private evaluate(path: string, itemIndex: number): unknown {
		if (itemIndex !== this.evaluatedItem) this.evaluated.clear();
		this.evaluatedItem = itemIndex;
		if (!this.evaluated.has(path)) {
			this.evaluated.set(path, inLocator(this.context.getNodeParameter(path, itemIndex)));
		}
		return this.evaluated.get(path);
	}

	private sourceOf(path: string): Source {
		const raw = this.raw(path);
		if (!holdsExpression(raw)) return () => raw;
		// Of a locator, only the value is evaluated, because n8n would go through its other texts as well.
		const evaluated = isLocator(this.saved(path)) ? `${path}.value` : path;
		const evaluate: Source = (itemIndex) => this.evaluate(evaluated, itemIndex);
		const keys = this.isTool ? undefined : fieldKeys(raw);
		if (!keys) return evaluate;
		return (itemIndex) => fieldOf(this.items[itemIndex].json, keys) ?? evaluate(itemIndex);
	}
}

function holdsExpression(raw: unknown): boolean {
	if (typeof raw !== 'object' || raw === null) return isExpression(raw);
	return Object.values(raw).some(holdsExpression);
}

/** The keys that an expression names, outermost first; undefined for any other expression, or a key that n8n blocks. */
function fieldKeys(raw: unknown): string[] | undefined {
	const path = typeof raw === 'string' ? FIELD_EXPRESSION.exec(raw)?.[1] : undefined;
	if (path === undefined) return undefined;
	const keys = [...path.matchAll(FIELD_KEY)].map(
		([, ...groups]) => groups.find((key) => key !== undefined) as string,
	);
	return keys.every(isSafeObjectProperty) ? keys : undefined;
}

/**
 * A field of an item, if n8n's evaluator would give it as it is: text, a Boolean, or a finite number. Everything else is
 * left to the evaluator, whose rules differ between versions.
 */
function fieldOf(json: unknown, keys: string[]): string | number | boolean | undefined {
	const value = memberAt(json, keys);
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	return Number.isFinite(value) && !Object.is(value, -0) ? (value as number) : undefined;
}

/** What is at the end of a path of own members; undefined when one of them is missing. */
export function memberAt(object: unknown, keys: string[]): unknown {
	let value = object;
	for (const key of keys) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
		value = (value as Record<string, unknown>)[key];
	}
	return value;
}
