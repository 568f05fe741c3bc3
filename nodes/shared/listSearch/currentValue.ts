import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../errors/failure';
import { encodePathValue, isExpression, isObject, optionalString, trimInvisible } from '../values';

type Parameter = Pick<INodeProperties, 'name' | 'displayName'>;

/**
 * The value of another parameter that a lookup needs, as the user has set it in the editor.
 *
 * The editor resolves expressions with the data of the last run. Without such data it sends null; clients that
 * resolve nothing send the expression itself.
 *
 * @param field the parameter: its name, and the label for the error
 * @param hint how to go on without the lookup, when the parameter is an expression
 * @throws Failure when the parameter is empty, or an expression whose value isn't known yet
 */
export function currentValue(
	context: ILoadOptionsFunctions,
	{ name, displayName }: Parameter,
	hint: string,
): unknown {
	const value = valueOf(context, name);
	if (value === undefined || value === '') {
		throw invalidParameter(displayName, 'is empty', `Select a value for '${displayName}' first.`);
	}
	if (value !== null && !isExpression(value)) return value;
	const reason = 'is an expression, so its value is only known when the workflow runs';
	throw invalidParameter(displayName, reason, hint);
}

/** The same, encoded for a path. */
export function currentPathValue(context: ILoadOptionsFunctions, field: Parameter, hint: string): string {
	return encodePathValue(currentValue(context, field, hint), field.displayName);
}

/** The text of another parameter that narrows a lookup; undefined while it is empty, or an expression whose value isn't known. */
export function optionalCurrentText(context: ILoadOptionsFunctions, name: string): string | undefined {
	const text = optionalString(valueOf(context, name));
	return text === undefined || isExpression(text) ? undefined : trimInvisible(text);
}

/** What a parameter contains in the editor: of a resource locator, null when it has no value yet. */
function valueOf(context: ILoadOptionsFunctions, name: string): unknown {
	const parameter: unknown = context.getCurrentNodeParameter(name);
	return isObject(parameter) ? (parameter.value ?? null) : parameter;
}
