import type { INodeProperties } from 'n8n-workflow';
import { invalidParameter } from './errors/failure';
import { isObject } from './isObject';

/**
 * Part of a collection that must not vanish: n8n silently drops a collection that is an expression as a whole, or a list,
 * before the node runs. Of such a value this takes over the first character or entry, so that the reader can reject it; in
 * a real collection it is never shown and never set.
 */
export const NOT_A_COLLECTION: INodeProperties = {
	displayName: 'Not a Collection',
	name: '0',
	type: 'hidden',
	default: '',
	displayOptions: { show: { '0': [{ _cnd: { exists: true } }] } },
};

/**
 * Rejects a collection that is something else, since its fields would be ignored.
 *
 * @param raw the collection as n8n has saved it; its options must hold `NOT_A_COLLECTION`
 * @throws Failure that names the collection
 */
export function checkCollection(raw: unknown, label: string): void {
	if (!isObject(raw) || raw[NOT_A_COLLECTION.name] === undefined) return;
	throw invalidParameter(
		label,
		"can't be an expression or a list",
		'Add its fields one by one and use expressions in them.',
	);
}
