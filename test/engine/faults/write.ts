import { writeSection } from '../../support/section';
import { REPORT, reportOf } from './report';
import { FAULTS } from './table';

/** `npm run docs`: writes the fault table into its document. */
writeSection(REPORT, 'the fault table', reportOf(FAULTS));
