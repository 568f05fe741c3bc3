import { inTurn } from '../../nodes/Ampersand/lock';
import { timersPromises } from '../support/node';

const NEVER = new AbortController().signal;
const turn = async () => await timersPromises.setImmediate();

/** Tasks that wait until the test ends them. */
function tasks() {
	const started: string[] = [];
	const ends = new Map<string, (error?: Error) => void>();
	const task = (name: string) => async (): Promise<string> => {
		started.push(name);
		await new Promise<void>((resolve, reject) => {
			ends.set(name, (error) => (error ? reject(error) : resolve()));
		});
		return name;
	};
	const end = async (name: string, error?: Error) => {
		ends.get(name)?.(error);
		await turn();
	};
	return { started, task, end };
}

describe('tasks with the same lock', () => {
	it('run one after the other, in order, and return their own results', async () => {
		const { started, task, end } = tasks();
		const running = ['a', 'b', 'c'].map(async (name) => await inTurn('same', NEVER, task(name)));
		await turn();
		for (const [index, name] of ['a', 'b', 'c'].entries()) {
			expect(started).toHaveLength(index + 1);
			await end(name);
		}
		expect(await Promise.all(running)).toEqual(['a', 'b', 'c']);
	});

	it('go on after one that failed', async () => {
		const { started, task, end } = tasks();
		const failing = inTurn('same', NEVER, task('a'));
		const waiting = inTurn('same', NEVER, task('b'));
		await turn();
		await Promise.all([expect(failing).rejects.toThrow('No'), end('a', new Error('No'))]);
		expect(started).toEqual(['a', 'b']);
		await end('b');
		expect(await waiting).toBe('b');
	});

	it('need not wait once their signal aborts, but those after them do', async () => {
		const { started, task, end } = tasks();
		const stop = new AbortController();
		const running = [
			inTurn('same', NEVER, task('a')),
			inTurn('same', stop.signal, task('b')),
			inTurn('same', NEVER, task('c')),
		];
		await turn();
		stop.abort();
		await turn();
		expect(started).toEqual(['a', 'b']);
		await end('b');
		expect(started).toEqual(['a', 'b']);
		await end('a');
		expect(started).toEqual(['a', 'b', 'c']);
		await end('c');
		await Promise.all(running);
	});
});

describe('tasks that share no lock', () => {
	it.each([
		['without a lock', undefined, undefined],
		['with others', 'one', 'two'],
	])('run at the same time: %s', async (_, first, second) => {
		const { started, task, end } = tasks();
		const running = [inTurn(first, NEVER, task('a')), inTurn(second, NEVER, task('b'))];
		await turn();
		expect(started).toEqual(['a', 'b']);
		await end('a');
		await end('b');
		await Promise.all(running);
	});
});

it('a lock can be taken again after its last task has ended', async () => {
	const { task, end } = tasks();
	for (const name of ['a', 'b']) {
		const running = inTurn('same', NEVER, task(name));
		await turn();
		await end(name);
		expect(await running).toBe(name);
	}
});
