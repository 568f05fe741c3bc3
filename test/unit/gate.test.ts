import { Gate, gateOf } from '../../nodes/shared/gate';

/** A task that ends when it is told to. */
function task() {
	let end = (): void => undefined;
	const ended = new Promise<void>((resolve) => (end = resolve));
	return { run: jest.fn(async () => await ended), end };
}

const settle = async () => await Promise.resolve();

describe('the gate of a run', () => {
	it('lets no more tasks run at once than it is wide', async () => {
		const gate = new Gate();
		let running = 0;
		let most = 0;
		const tasks = Array.from({ length: 50 }, () =>
			gate.pass(7, async () => {
				most = Math.max(most, ++running);
				await settle();
				running--;
			}),
		);
		await Promise.all(tasks);
		expect(most).toBe(7);
	});

	it('starts tasks in the order in which they came', async () => {
		const gate = new Gate();
		const order: number[] = [];
		await Promise.all([3, 1, 2].map((n) => gate.pass(1, async () => void order.push(n))));
		expect(order).toEqual([3, 1, 2]);
	});

	it('goes on after a task has failed', async () => {
		const gate = new Gate();
		await expect(gate.pass(1, async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		await expect(gate.pass(1, async () => 'yes')).resolves.toBe('yes');
	});

	it('starts no waiting task once it was stopped', async () => {
		const gate = new Gate();
		const first = task();
		const second = task();
		const running = gate.pass(1, first.run);
		const waiting = gate.pass(1, second.run);
		gate.stop(new Error('failed'));
		first.end();
		await running;
		await expect(waiting).rejects.toThrow('failed');
		expect(second.run).not.toHaveBeenCalled();
	});

	it('opens again when all that it was stopped for is over', async () => {
		const gate = new Gate();
		const first = task();
		const running = gate.pass(1, first.run);
		const waiting = gate.pass(1, async () => 'never');
		gate.stop(new Error('failed'));
		first.end();
		await Promise.allSettled([running, waiting]);
		await expect(gate.pass(1, async () => 'again')).resolves.toBe('again');
	});

	it('is the same for all items of a run and another for another run', () => {
		const run = {};
		expect(gateOf(run)).toBe(gateOf(run));
		expect(gateOf({})).not.toBe(gateOf(run));
	});
});
