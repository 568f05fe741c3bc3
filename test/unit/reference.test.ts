import { reference } from '../../scripts/reference/reference';
import { source } from '../support/engine/source';
import { fs } from '../support/node';

describe('the reference of parameters', () => {
	it('is as the nodes declare them; npm run docs writes it', () => {
		expect(fs.readFileSync('docs/parameters.md', 'utf8')).toContain(reference(source.nodes));
	});
});
