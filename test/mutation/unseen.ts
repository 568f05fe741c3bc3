/** A mutant that changes nothing that can be seen from outside. */
interface Unseen {
	file: string;
	/** The code before and after the mutation; lines are joined by a space. */
	code: string;
	replacement: string;
	reason: string;
}

/** The mutants of the critical files that no test can see, and why. */
export const UNSEEN: readonly Unseen[] = [
	{
		file: 'nodes/Ampersand/expressions.ts',
		code: '!source',
		replacement: 'true',
		reason: 'How a parameter is read is worked out again for each item, with the same outcome: only slower.',
	},
	{
		file: 'nodes/shared/errors/redaction.ts',
		code: '!forms',
		replacement: 'true',
		reason: 'The same secrets have the same forms: working them out again is only slower.',
	},
	{
		file: 'nodes/shared/errors/redaction.ts',
		code: '/^[\\w.-]*$/.test(text)',
		replacement: 'false',
		reason: 'Only saves time: text without special characters is the same in every form.',
	},
	{
		file: 'nodes/shared/errors/redaction.ts',
		code: '/^[\\w.-]*$/',
		replacement: '/^[\\w.-]$/',
		reason: 'Only saves time: text without special characters is the same in every form.',
	},
];
