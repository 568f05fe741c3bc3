import { built } from '../../test/support/engine/built';
import { path } from '../../test/support/node';
import { writeSection } from '../../test/support/section';
import { reference } from './reference';

writeSection(path.resolve('docs/parameters.md'), 'the parameters', reference(built.nodes));
