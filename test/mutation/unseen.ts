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
		file: 'nodes/Ampersand/resources/connection/update.ts',
		code: "(await api.readFirst(READ, 'connection'))?.providerMetadata",
		replacement: "(await api.readFirst(READ, 'connection')).providerMetadata",
		reason: 'Only for the compiler: an update is never in doubt, so its connection never counts as gone.',
	},
	{
		file: 'nodes/Ampersand/run.ts',
		code: "[...this.declarations] .filter(([, { type }]) => type === 'collection')",
		replacement: '[...this.declarations]',
		reason: 'Only saves time: nothing but a collection can look like one that n8n has cut off.',
	},
	{
		file: 'nodes/Ampersand/run.ts',
		code: "type === 'collection'",
		replacement: 'true',
		reason: 'Only saves time: nothing but a collection can look like one that n8n has cut off.',
	},
	{
		file: 'nodes/Ampersand/run.ts',
		code: 'length + 0.5',
		replacement: 'length - 0.5',
		reason: 'No item has either index, and both are behind the last one.',
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
	{
		file: 'nodes/shared/transport/request.ts',
		code: 'readStream',
		replacement: 'true',
		reason: 'Only saves time: aborting a request that has ended changes nothing.',
	},
];
