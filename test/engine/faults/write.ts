import { fs } from '../../support/node';
import { REPORT, reportOf } from './report';
import { FAULTS } from './table';

const BEGIN = '<!-- fault table: written by npm run docs -->';
const END = '<!-- end of the fault table -->';

/** `npm run docs`: writes the fault table into its document. */
const text = fs.readFileSync(REPORT, 'utf8');
const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
const after = text.slice(text.indexOf(END));
fs.writeFileSync(REPORT, `${before}\n${reportOf(FAULTS)}\n${after}`);
