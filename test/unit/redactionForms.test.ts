import fc from 'fast-check';
import { anyText } from '../support/anyText';
import { redactor } from '../../nodes/shared/errors/redaction';

const SECRET = `sk&<live>"42"/it's+safe`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('a secret in a web page or in XML', () => {
	it.each([
		['without escapes of quotation marks', `sk&amp;&lt;live&gt;"42"/it's+safe`],
		['as browsers write it', 'sk&amp;&lt;live&gt;&quot;42&quot;/it&#39;s+safe'],
		['as Go writes it', 'sk&amp;&lt;live&gt;&#34;42&#34;/it&#39;s+safe'],
		['as XML has it', 'sk&amp;&lt;live&gt;&quot;42&quot;/it&apos;s+safe'],
	])('is masked %s', (_, escaped) => {
		expect(redactor([SECRET])(`The key ${escaped} is unknown`)).toBe('The key [hidden] is unknown');
	});
});

describe('a secret in JSON', () => {
	it('is masked if it has nothing but special characters', () => {
		expect(redactor(['"\\"\\'])(JSON.stringify({ key: '"\\"\\' }))).toBe('{"key":"[hidden]"}');
	});

	it('is masked as PHP writes it', () => {
		const json = JSON.stringify({ key: SECRET }).replaceAll('/', '\\/');
		expect(redactor([SECRET])(json)).toBe('{"key":"[hidden]"}');
	});
});

describe('a secret in base64 between other text', () => {
	it.each(['', 'a', 'ab', 'abc'])('is masked behind %j, but for the characters on its edges', (before) => {
		for (const after of ['', '\n', ':', '\u00ff', ':x', ':another']) {
			for (const encode of [base64, base64url]) {
				const header = encode(`${before}correct-horse-battery${after}`);
				const masked = redactor(['correct-horse-battery'])(header);
				const [start, end] = masked.split('[hidden]');
				expect(masked).toContain('[hidden]');
				expect(Buffer.from(`${start}A`, 'base64').toString()).not.toMatch(/co/);
				expect(end.length).toBeLessThanOrEqual(encode(`x${after}`).length + 2);
			}
		}
	});

	it('is masked wherever it is', () => {
		const text = anyText(9);
		const secrets = fc
			.string({ unit: 'grapheme', minLength: 9, maxLength: 40 })
			// One with a bracket has another mask.
			.filter((s) => s.trim() === s && !/[[\]]/.test(s));
		fc.assert(
			fc.property(text, secrets, text, (before, secret, after) => {
				expect(redactor([secret])(base64(before + secret + after))).toContain('[hidden]');
			}),
			{ numRuns: 200, seed: 21 },
		);
	});

	it('is left alone when it is too short to be told from other words', () => {
		expect(redactor(['test'])('The words dGVz and 0ZXN and kZXN0 stay')).toBe(
			'The words dGVz and 0ZXN and kZXN0 stay',
		);
	});
});
