/**
 * A method of a node whose code is loaded by its first call, because n8n loads every node when it starts.
 *
 * @param load imports the method
 */
export function lazy<This, Parameters extends unknown[], Result>(
	load: () => Promise<(this: This, ...parameters: Parameters) => Promise<Result>>,
): (this: This, ...parameters: Parameters) => Promise<Result> {
	return async function (...parameters) {
		return await (await load()).apply(this, parameters);
	};
}
