/** Node.js built-ins that only the benchmark needs; see `test/support/node.ts` for why they are re-exported. */
export { createRequire } from 'node:module';
export { monitorEventLoopDelay } from 'node:perf_hooks';
