import { withLock } from '../../nodes/Ampersand/lock';
import { connectionLock } from '../../nodes/Ampersand/resources/connection/fields';
import { installationLock } from '../../nodes/Ampersand/resources/installation/fields';
import { timersPromises } from '../support/node';
import { readerOf } from '../support/readerOf';

const never = new AbortController().signal;

/** Starts a task that holds a lock until it is released. */
function hold(lock: string | undefined, started: string[], name: string, signal = never) {
	let release = (): void => undefined;
	const ended = withLock(lock, signal, async () => {
		started.push(name);
		await new Promise<void>((resolve) => (release = resolve));
	});
	return { ended, release: () => release() };
}

describe('a lock', () => {
	it('is given to the tasks in their order', async () => {
		const started: string[] = [];
		const first = hold('order', started, 'first');
		const second = hold('order', started, 'second');
		await timersPromises.setImmediate();
		expect(started).toEqual(['first']);
		first.release();
		await first.ended;
		await timersPromises.setImmediate();
		expect(started).toEqual(['first', 'second']);
		second.release();
		await second.ended;
	});

	it('is given to one that comes later only after those that wait', async () => {
		const started: string[] = [];
		const first = hold('later', started, 'first');
		const second = hold('later', started, 'second');
		await timersPromises.setImmediate();
		first.release();
		await first.ended;
		await timersPromises.setImmediate();
		const third = hold('later', started, 'third');
		await timersPromises.setImmediate();
		expect(started).toEqual(['first', 'second']);
		second.release();
		await second.ended;
		await timersPromises.setImmediate();
		third.release();
		await third.ended;
		expect(started).toEqual(['first', 'second', 'third']);
	});

	it('is not waited for by tasks without one', async () => {
		const started: string[] = [];
		const tasks = ['first', 'second'].map((name) => hold(undefined, started, name));
		await timersPromises.setImmediate();
		expect(started).toEqual(['first', 'second']);
		for (const { release } of tasks) release();
		await Promise.all(tasks.map(async ({ ended }) => await ended));
	});

	it('is kept for its holder when the only one who waits gives up', async () => {
		const started: string[] = [];
		const stop = new AbortController();
		const holder = hold('given up', started, 'holder');
		const waiting = withLock('given up', stop.signal, async () => await Promise.resolve());
		stop.abort();
		await waiting;
		const next = hold('given up', started, 'next');
		await timersPromises.setImmediate();
		expect(started).toEqual(['holder']);
		holder.release();
		await holder.ended;
		await timersPromises.setImmediate();
		expect(started).toEqual(['holder', 'next']);
		next.release();
		await next.ended;
	});
});

describe('the lock', () => {
	it.each([
		['a connection', connectionLock, { operation: 'update' }, 'connectionId'],
		[
			'an installation',
			installationLock,
			{ resource: 'installation', operation: 'update' },
			'installationId',
		],
	])('of %s is shared with no other one', (_, lock, parameters, name) => {
		const lockOf = (id: string) => lock(readerOf({ ...parameters, [name]: id }).p);
		expect(lockOf('one')).toBe(lockOf(' one '));
		expect(lockOf('one')).not.toBe(lockOf('two'));
	});
});
