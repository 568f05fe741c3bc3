import type { IDataObject } from 'n8n-workflow';
import { Failure } from './errors/failure';
import { isObject } from './values';

/** What the catalog says of a provider (schema `ProviderInfo`); everything but the label may be missing. */
export interface ProviderInfo extends IDataObject {
	/** The display name, followed by the name where two providers share a display name. */
	label: string;
}

/** Whether only Ampersand's own UI can connect customers, because the provider's custom auth has several steps. */
export function isMultiStep({ customOpts }: ProviderInfo): boolean {
	return isObject(customOpts) && customOpts.multiStep === true;
}

/**
 * Whether an entry's own provider is the one that is wanted, where the node compares: it may be spelled `Salesforce`.
 *
 * @param wanted undefined if any will do
 */
export function isSameProvider(actual: unknown, wanted: string | undefined): boolean {
	if (wanted === undefined) return true;
	return typeof actual === 'string' && actual.toLowerCase() === wanted.toLowerCase();
}

/**
 * Checks the spelling of a provider. One that the catalog doesn't have at all may be new.
 *
 * @throws Failure when the catalog has it in another spelling, such as its display name
 */
export function checkSpelling(provider: string, catalog: Map<string, ProviderInfo>): void {
	if (catalog.has(provider)) return;
	const isLike = (text: string): boolean => text.toLowerCase() === provider.toLowerCase();
	const meant = [...catalog].find(([name, { label }]) => isLike(name) || isLike(label));
	if (!meant) return;
	throw new Failure({
		message: `No provider is called '${provider}': did you mean '${meant[0]}'?`,
		hints: ["Enter the provider's name as Ampersand spells it, or pick it from the list."],
	});
}
