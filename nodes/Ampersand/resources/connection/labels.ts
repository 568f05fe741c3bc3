import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

const labels = new Map<string, string>();

/**
 * Learns how the editor calls each parameter, so that an error can call it the same.
 *
 * @param properties the node's parameters, with what is nested in them
 */
export function learnLabels(properties: INodeProperties[]): void {
	for (const property of properties) {
		if (!labels.has(property.name)) labels.set(property.name, property.displayName);
		const nested = (property.options ?? []).filter(isProperty);
		learnLabels(nested);
	}
}

/** How the editor calls a parameter; its name where the editor has none for it. */
export function labelOf(name: string): string {
	return labels.get(name) ?? name;
}

/**
 * Orders labels as the editor's lists are ordered, for `sort`.
 *
 * Not `localeCompare`, which loads a collator: that alone took a third of the time to load the package.
 */
export function byLabel(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function isProperty(option: NonNullable<INodeProperties['options']>[number]): option is INodeProperties {
	return 'type' in option && 'displayName' in option && !isCollection(option);
}

function isCollection(option: object): option is INodePropertyCollection {
	return 'values' in option;
}
