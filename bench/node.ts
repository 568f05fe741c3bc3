/** Node.js built-ins that only the benchmark needs; see `test/support/node.ts` for why they are in one place. */
export * as inspector from 'node:inspector/promises';
export { createRequire, Module } from 'node:module';
