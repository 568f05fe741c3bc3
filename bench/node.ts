/** A Node.js built-in that only the benchmark needs; see `test/support/node.ts` for why it is re-exported. */
export { createRequire } from 'node:module';
