import fc from 'fast-check';
import { anyText } from './anyText';

/**
 * Values that a parameter for an ID may get: real IDs, what looks like one, and what is none.
 *
 * @param ids the real IDs
 */
export function oddValues(ids: string[]): fc.Arbitrary<unknown> {
	const id = fc.constantFrom(...ids);
	const nothing = fc.constantFrom<unknown>(
		undefined,
		null,
		'',
		' ',
		'\t',
		'\u00a0',
		'\u200b',
		[],
		{},
		NaN,
		0,
		-0,
	);
	const special = fc.constantFrom<unknown>(
		'.',
		'..',
		'../..',
		'%2e%2e',
		'*',
		'%',
		'/',
		'\\',
		'?',
		'#',
		':',
		'~',
	);
	const words = fc.constantFrom<unknown>(
		'undefined',
		'null',
		'true',
		'[object Object]',
		'__proto__',
		'NaN',
		true,
	);
	const twisted = fc
		.tuple(
			id,
			fc.constantFrom(
				(text: string) => ` ${text}`,
				(text: string) => `${text} `,
				(text: string) => `${text}\n`,
				(text: string) => `${text}/`,
				(text: string) => `/${text}`,
				(text: string) => `x/../${text}`,
				(text: string) => `${text}?x=1`,
				(text: string) => `${text}#x`,
				(text: string) => `${text},${ids[0]}`,
				(text: string) => text.toUpperCase(),
				(text: string) => text.slice(0, -1),
				(text: string) => encodeURIComponent(text).replaceAll('-', '%2D'),
				(text: string) => `${text}:oauth-update`,
				(text: string): unknown => [text],
				(text: string): unknown => ({ id: text }),
				(text: string): unknown => [text, ids[0]],
			),
		)
		.map(([text, twist]) => twist(text));
	return fc.oneof(
		{ weight: 1, arbitrary: id },
		{ weight: 2, arbitrary: nothing },
		{ weight: 2, arbitrary: special },
		{ weight: 1, arbitrary: words },
		{ weight: 4, arbitrary: twisted },
		{ weight: 2, arbitrary: anyText(8) },
		{ weight: 1, arbitrary: fc.anything({ maxDepth: 1 }) },
	);
}
