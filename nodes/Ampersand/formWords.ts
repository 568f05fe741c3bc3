import type { Action, ProblemIssue } from '../shared/api';
import type { ParameterReader } from './parameters';
import { credentialAt, nameSchemes } from './resources/connection/authSchemes';

/** An action whose errors name things as the form does. */
export function inFormWords(action: Action, p: ParameterReader): Action {
	const placeOf: Action['placeOf'] = (issue) => {
		const [path, rest] = parameterAt(issue, p) ?? [];
		if (path === undefined) return undefined;
		const [top, ...nested] = path.split('.');
		const field = `'${nested.length ? `${p.label(top)} > ` : ''}${p.label(path)}'`;
		const label = rest ? `'${rest}' in ${field}` : field;
		const { type, placeholder, description = '' } = p.declarations.get(path) ?? {};
		const isEntry = rest && type === 'fixedCollection';
		if (isEntry) return { label, advice: `Use '${placeholder}' under ${field} to set '${rest}'.` };
		if (path === 'provider') return { label, advice: `Check ${label}${spellingHint(p.text(path))}` };
		// After its first sentence, the description of the scheme says which one fits.
		const choice = path === 'authScheme' ? ` and the credentials. ${description.replace(/.+?\. /, '')}` : '';
		return { label, advice: `Check ${label}${choice}` };
	};
	return { ...action, translate: nameSchemes, placeOf };
}

/** The parameter that is sent to the place of an issue, and what follows in the place; undefined when there is none. */
function parameterAt(
	{ in: part, name = '' }: ProblemIssue,
	p: ParameterReader,
): [path: string, rest: string] | undefined {
	for (const [path, { routing }] of p.declarations) {
		const { type, property } = routing?.send ?? {};
		const isHere = type === part && property && `${name}.`.startsWith(`${property}.`);
		if (isHere) return [path, name.slice(property.length + 1)];
	}
	const credential = credentialAt(p, name);
	if (credential) return credential;
	if (p.declarations.has(name)) return [name, ''];
	return part === 'body' && p.declarations.has('jsonBody') ? ['jsonBody', name] : undefined;
}

/** No provider's name begins with a capital letter, and a display name with only that one usually differs in nothing else. */
function spellingHint(provider: string): string {
	if (/^[^\p{Lu}\s]/u.test(provider)) return ', or pick it from the list.';
	const isWord = /^\p{Lu}[^\p{Lu}\s]*$/u.test(provider);
	return `: names are spelled as in the list${isWord ? `, such as '${provider.toLowerCase()}'` : ''}.`;
}
