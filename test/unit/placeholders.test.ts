import { placeholdersIn } from '../../scripts/package/placeholders';

describe('a placeholder', () => {
	it.each([
		'"email": "maintainer@example.com"',
		'"homepage": "https://github.com/your-organization/n8n-nodes-ampersand#readme",',
	])('is found with its file and line: %s', (line) => {
		expect(placeholdersIn('package.json', `{\n\t${line}\n}`)).toEqual([`package.json:2 ${line}`]);
	});

	it.each(['"email": "jane@acme.test"', '"homepage": "https://github.com/acme/n8n-nodes-ampersand#readme"'])(
		'is not found in %s',
		(line) => expect(placeholdersIn('package.json', line)).toEqual([]),
	);
});
