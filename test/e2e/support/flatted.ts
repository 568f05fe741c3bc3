/**
 * Reads what the package `flatted` has written, as which n8n saves the data of executions: a list of values, where
 * every string inside an object or a list is the index of the value that belongs there.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const read = new Map<number, unknown>();
	const valueAt = (index: number): unknown => {
		const value = values[index];
		if (typeof value !== 'object' || value === null) return value;
		const known = read.get(index);
		if (known !== undefined) return known;
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		read.set(index, result);
		for (const [key, entry] of Object.entries(value)) {
			Object.assign(result, { [key]: typeof entry === 'string' ? valueAt(Number(entry)) : entry });
		}
		return result;
	};
	return valueAt(0);
}
