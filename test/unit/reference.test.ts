import { reference } from '../../scripts/reference/reference';
import { source } from '../support/engine/source';
import { staleSection } from '../support/section';

describe('the reference of parameters', () => {
	it('is as the nodes declare them', () => {
		expect(staleSection('docs/parameters.md', 'the parameters', reference(source.nodes))).toBeUndefined();
	});
});
