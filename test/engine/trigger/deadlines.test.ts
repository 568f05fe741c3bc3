import { clock } from '../../../nodes/shared/transport/clock';
import { triggerHarness } from '../../support/triggerHarness';
import { CREATING, EMPTY, FORBIDDEN, REGISTERED } from './remoteState';

describe('the timeout of a request', () => {
	const harness = triggerHarness();
	let now: number;
	beforeEach(() => {
		now = Date.now();
		jest.spyOn(clock, 'now').mockImplementation(() => now);
	});

	/** The timeouts of the following requests, which take this long, in milliseconds. */
	const timeouts = (durations: number[]): unknown[] => {
		const sent: unknown[] = [];
		harness.host.intercept = ({ helpers }) => {
			const send = helpers.httpRequestWithAuthentication;
			helpers.httpRequestWithAuthentication = async function (...request) {
				now += durations[sent.push(request[1].timeout) - 1] ?? 0;
				return await send.apply(this, request);
			};
		};
		return sent;
	};

	it('is what is left of the time of an activation, for its check', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const sent = timeouts([20_000]);
		await harness.host.activate(file);
		expect(sent).toEqual([15_000, 10_000, 10_000, 10_000]);
	});

	it('is what is left of the time of an activation, after its check', async () => {
		const sent = timeouts([20_000]);
		await harness.host.activate(harness.workflow());
		expect(sent[0]).toBe(15_000);
		expect(new Set(sent.slice(1))).toEqual(new Set([10_000]));
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('is what is left of the time of a removal', async () => {
		const file = harness.workflow();
		await harness.host.activate(file);
		const sent = timeouts([18_000]);
		await harness.host.deactivate(file);
		expect(sent[0]).toBe(15_000);
		expect(new Set(sent.slice(1))).toEqual(new Set([2_000]));
	});

	it('is what is left of ten more seconds for the rollback of an activation whose time is up', async () => {
		harness.api.fault({ match: CREATING.topic, ...FORBIDDEN });
		const sent = timeouts([0, 0, 35_000]);
		await expect(harness.host.activate(harness.workflow())).rejects.toThrow();
		expect(new Set(sent.slice(3))).toEqual(new Set([5_000]));
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});
