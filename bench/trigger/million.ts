import { path } from '../../test/support/node';
import { inProcess, type Launch } from '../engine/process';
import { log } from '../log';
import type { DeliveryPoint } from '../results';

const DELIVERIES = 1_000_000;

/** Measures the trigger's own part of a million deliveries, one after the other, a tenth at a time. */
export async function measureMillion(
	launch: Launch,
	{ quick }: { quick: boolean },
): Promise<DeliveryPoint[]> {
	const count = quick ? DELIVERIES / 100 : DELIVERIES;
	const points = await inProcess<DeliveryPoint[]>(launch, path.join(module.path, 'session.ts'), count);
	const listed = points.map(({ cpu, heap }) => `${cpu.toFixed(1)} µs, ${heap.toFixed(1)} MB`);
	log(`On the engine: ${count} deliveries, by tenth: ${listed.join('; ')}`);
	return points;
}
