import fc from 'fast-check';

/** Not fast-check's unit `binary`, which makes a map of all characters: a second, and 100 MB, in each worker. */
const CHARACTER = fc
	.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10ffff))
	.filter((code) => code < 0xd800 || code > 0xdfff)
	.map((code) => String.fromCodePoint(code));

/** Text of any characters. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
	return fc.string({ unit: CHARACTER, maxLength });
}
