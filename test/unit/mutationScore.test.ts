import { CRITICAL, type Report, scores, survivors, total } from '../mutation/score';
import { UNSEEN } from '../mutation/unseen';
import { fs } from '../support/node';

const SOURCE = ['function isOld(age: number) {', '\treturn age > LIMIT || never;', '}'].join('\n');
const RETURN = { start: { line: 2, column: 9 }, end: { line: 2, column: 20 } };

const report: Report = {
	files: {
		'nodes/old.ts': {
			source: SOURCE,
			mutants: [
				{ status: 'Killed', mutatorName: 'EqualityOperator', replacement: 'age < LIMIT', location: RETURN },
				{ status: 'Timeout', mutatorName: 'ConditionalExpression', replacement: 'true', location: RETURN },
				{
					status: 'Survived',
					mutatorName: 'EqualityOperator',
					replacement: 'age >= LIMIT',
					location: RETURN,
				},
				{
					status: 'NoCoverage',
					mutatorName: 'ConditionalExpression',
					replacement: 'false',
					location: RETURN,
				},
				{ status: 'Ignored', mutatorName: 'StringLiteral', replacement: '""', location: RETURN },
			],
		},
		'nodes/labels.ts': { source: '', mutants: [] },
	},
};

describe('the mutation score', () => {
	it('is the share of the mutants that tests saw, of those that could run', () => {
		expect(total(report)).toEqual({ killed: 2, survived: 2, percent: 50 });
	});

	it('leaves out files without mutants', () => {
		expect([...scores(report).keys()]).toEqual(['nodes/old.ts']);
	});

	it('has targets and explanations only for files that exist', () => {
		const files = [...CRITICAL, ...UNSEEN.map(({ file }) => file)];
		expect(files.filter((file) => !fs.existsSync(file))).toEqual([]);
	});

	it('names each mutant that no test saw by its code', () => {
		expect(survivors(report)).toEqual([
			{ file: 'nodes/old.ts', line: 2, code: 'age > LIMIT', replacement: 'age >= LIMIT' },
			{ file: 'nodes/old.ts', line: 2, code: 'age > LIMIT', replacement: 'false' },
		]);
	});

	it('joins the lines of code by a space', () => {
		const location = { start: { line: 1, column: 28 }, end: { line: 3, column: 2 } };
		const block = { status: 'Survived' as const, mutatorName: 'BlockStatement', replacement: '{}', location };
		const [survivor] = survivors({ files: { 'nodes/old.ts': { source: SOURCE, mutants: [block] } } });
		expect(survivor.code).toBe('{ return age > LIMIT || never; }');
	});
});
