import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { type net, setMaxListeners } from '../test/support/node';
import { catalogRoutes } from './operations/catalog';
import { connectionRoutes } from './operations/connections';
import { controlRoutes } from './control';
import { Deliveries } from './deliveries';
import { destinationRoutes } from './operations/destinations';
import { Faults, happen } from './faults';
import { installationRoutes } from './operations/installations';
import { integrationRoutes } from './operations/integrations';
import { completeOAuth, oauthRoutes } from './operations/oauth';
import { Problem, problemBody } from './problem';
import { type Reply, Router } from './router';
import { seed } from './seed';
import { EmulatorState } from './state';
import { topicRoutes } from './operations/topics';
import type { Emulator, EmulatorOptions, RecordedRequest } from './types';

export type { Emulator, EmulatorOptions, Fault, RecordedRequest } from './types';

/** Where the API's paths begin. */
const ROOT = '/v1';

const STANDARD_KEY = ['emulator', 'api', 'key', 'for', 'tests'].join('-');

/**
 * Starts an emulator of the Ampersand API on loopback, with all that it knows in memory.
 *
 * It behaves as the API's public description says; where the description leaves something open, as the code beside
 * it says.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const apiKey = options.apiKey ?? STANDARD_KEY;
	const state = new EmulatorState();
	if (options.seed !== false) seed(state);
	const deliveries = new Deliveries(state, options);
	const faults = new Faults(options.random ?? Math.random);
	const router = routerFor(state, deliveries, options);
	const requests: RecordedRequest[] = [];
	const closing = new AbortController();
	// As many wait for it as requests are held back.
	setMaxListeners(0, closing.signal);
	const load = { inFlight: 0, most: 0 };

	// Idle connections stay open: a busy client can't send in time on one that is about to be closed.
	const timeouts = { keepAliveTimeout: 0, requestTimeout: 0 };
	const app = fastify({ bodyLimit: 1_048_576, forceCloseConnections: true, ...timeouts });
	app.server.headersTimeout = 0;
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		sendProblem(reply, new Problem(error.statusCode ?? 500, error.message));
	});
	app.all('/*', async (request, reply) => {
		const recorded = record(request);
		requests.push(recorded);
		load.most = Math.max(load.most, ++load.inFlight);
		reply.raw.once('close', () => {
			load.inFlight--;
			if (reply.raw.headersSent) recorded.status = reply.raw.statusCode;
		});
		const real = () => answer(router, recorded, apiKey);
		const fault = faults.next(recorded);
		fault?.handler?.(recorded);
		const send = (result: Reply) => {
			recorded.responseBody = result.body;
			sendReply(reply, result);
		};
		if (!fault) send(real());
		// A stalled answer never ends; what waits is told when the emulator closes.
		else await happen(fault, real, reply, send, closing.signal).catch(() => reply.raw.destroy());
		return reply;
	});
	const outside: Pick<Emulator, 'breakConnection' | 'completeOAuth'> = {
		breakConnection: (connectionId, errors = ['Authentication failed', 'Token refresh error']) => {
			const stored = state.connections.find(({ connection }) => connection.id === connectionId);
			if (!stored) throw new Error(`There is no connection ${connectionId}`);
			stored.connection.status = 'bad_credentials';
			deliveries.connectionEvent('connection.error', stored.connection, { errors });
		},
		completeOAuth: (url) => completeOAuth(state, deliveries, url),
	};
	controlRoutes(app, outside);
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	const { port } = app.server.address() as net.AddressInfo;

	return {
		url: `http://127.0.0.1:${port}${ROOT}`,
		apiKey,
		requests,
		state,
		deliveries: deliveries.records,
		get maxInFlight() {
			return load.most;
		},
		fault: (fault) => faults.add(fault),
		clearFaults: () => faults.clear(),
		resetLog: () => {
			requests.length = 0;
			deliveries.records.length = 0;
			load.most = load.inFlight;
		},
		...outside,
		emit: (projectId, notificationType, data) => deliveries.emit(projectId, notificationType, data),
		deliveriesSettled: async () => await deliveries.settled(),
		close: async () => {
			closing.abort();
			deliveries.close();
			app.server.closeAllConnections();
			await app.close();
		},
	};
}

function routerFor(state: EmulatorState, deliveries: Deliveries, options: EmulatorOptions): Router {
	const { pageSize } = options;
	const router = new Router();
	catalogRoutes(router, state, pageSize);
	connectionRoutes(router, state, deliveries, { inUseStatus: options.inUseStatus ?? 400, pageSize });
	integrationRoutes(router, state, pageSize);
	installationRoutes(router, state, deliveries, pageSize);
	oauthRoutes(router, state);
	destinationRoutes(router, state, { allowHttp: options.allowHttpDestinations ?? false, pageSize });
	topicRoutes(router, state, pageSize);
	return router;
}

function record(request: FastifyRequest): RecordedRequest {
	const [path] = request.url.split('?');
	const rawBody = typeof request.body === 'string' ? request.body : '';
	return {
		method: request.method,
		path,
		url: request.url,
		query: request.query as Record<string, string>,
		headers: request.headers,
		rawBody,
		body: parsed(rawBody),
		time: Date.now(),
	};
}

/** The real answer to a request: the operation's, or a problem. */
function answer(router: Router, request: RecordedRequest, apiKey: string): Reply {
	try {
		const path = request.path.startsWith(`${ROOT}/`) ? request.path.slice(ROOT.length) : '';
		if (path !== '/providers' && request.headers['x-api-key'] !== apiKey) {
			throw new Problem(401, 'The API key is missing or wrong', { remedy: 'Send a valid key as X-Api-Key' });
		}
		if (request.rawBody && !/json/.test(String(request.headers['content-type']))) {
			throw new Problem(415, 'The body must be JSON');
		}
		if (request.rawBody && request.body === undefined) throw new Problem(400, 'The body is not valid JSON');
		return router.handle(request.method, path, request.query, request.body);
	} catch (error) {
		const problem = error instanceof Problem ? error : new Problem(500, String(error));
		return { status: problem.status, body: problem.body, contentType: 'application/problem+json' };
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function sendReply(reply: FastifyReply, { status, body, contentType }: Reply): void {
	void reply.code(status);
	if (body === undefined) {
		void reply.send();
		return;
	}
	void reply.header('content-type', contentType ?? 'application/json; charset=utf-8');
	void reply.send(typeof body === 'string' ? body : JSON.stringify(body));
}

function sendProblem(reply: FastifyReply, problem: Problem): void {
	const body = problemBody(problem.status, problem.message);
	sendReply(reply, { status: problem.status, body, contentType: 'application/problem+json' });
}
