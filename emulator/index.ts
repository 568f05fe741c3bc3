import { type net, once, setMaxListeners } from '../test/support/node';
import { Clock } from './clock';
import { Deliveries } from './deliveries';
import { Faults } from './faults';
import type { KeyScope } from './keys';
import { Notifications } from './notifications';
import { createRouter } from './operations';
import { createControls } from './controls';
import { respond, ROOT } from './respond';
import { seed } from './seed';
import { createServer, RequestLog } from './server';
import { EmulatorState } from './state';
import type { Emulator, EmulatorOptions } from './types';

export type { Emulator, EmulatorOptions, Fault, FaultResponse, RecordedRequest } from './types';

const DEFAULT_KEY = ['emulator', 'api', 'key', 'for', 'tests'].join('-');
const FRONTEND_KEY = ['emulator', 'frontend', 'key', 'for', 'tests'].join('-');

/**
 * Starts an emulator of the Ampersand API on loopback that holds everything in memory.
 *
 * `README.md` says of each behavior whether Ampersand describes it, states it, or we assume it.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const { apiKey = DEFAULT_KEY, eventsForAllConnections = false } = options;
	const state = new EmulatorState(new Clock(options.now));
	if (options.seed !== false) seed(state);
	const deliveries = new Deliveries(options);
	const notifications = new Notifications(state, deliveries, { eventsForAllConnections });
	const context = { state, notifications, options };
	const router = createRouter(context);
	const keys = new Map<string, KeyScope>([
		[FRONTEND_KEY, 'frontend'],
		[apiKey, 'full'],
	]);
	const faults = new Faults(options.random ?? Math.random);
	const log = new RequestLog();
	const closing = new AbortController();
	// Every delayed request listens to it.
	setMaxListeners(0, closing.signal);

	const controls = createControls(context);
	const server = await createServer({
		log,
		faults,
		controls,
		respond: (request) => respond(context, router, request, keys),
		closing: closing.signal,
	});
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as net.AddressInfo;

	return {
		url: `http://127.0.0.1:${port}${ROOT}`,
		apiKey,
		frontendApiKey: FRONTEND_KEY,
		requests: log.requests,
		state,
		deliveries: deliveries.records,
		get maxInFlight() {
			return log.maxInFlight;
		},
		fault: (fault) => faults.add(fault),
		clearFaults: () => faults.clear(),
		resetLog: () => {
			log.reset();
			deliveries.records.length = 0;
		},
		...controls,
		emit: (projectId, notificationType, data) => notifications.emit(projectId, notificationType, data),
		deliveriesSettled: async () => await deliveries.settled(),
		close: async () => {
			closing.abort();
			deliveries.close();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
