import type { INodeParameters } from 'n8n-workflow';
import { Webhook } from 'svix';
import { clock } from '../../nodes/shared/transport/clock';
import type { EmulatorOptions } from '../../emulator';
import { Engine, type PackageUnderTest, type WorkflowFile } from './engine';
import { PACKAGE } from './engine/nodeTypes';
import { source } from './engine/source';
import { PUBLIC_URL, WebhookHost } from './engine/webhookHost';
import { byId, PROJECT, type EngineHarness, engineHarness } from './engineHarness';

/** What the tests of the trigger need. */
export interface TriggerHarness extends EngineHarness {
	readonly host: WebhookHost;
	/** A workflow with the trigger alone, with its own webhook URL. */
	workflow(parameters?: INodeParameters): WorkflowFile;
	/** Another n8n process with an empty memory and its own port; closed after the test. */
	otherHost(options?: OtherHost): Promise<WebhookHost>;
	/** Delivers as Ampersand does, with the given differences. */
	send(file: WorkflowFile, delivery?: Partial<Delivery>): Promise<DeliveryResponse>;
	/** The same, and waits for the end of the run that it has started. */
	deliver(file: WorkflowFile, delivery?: Partial<Delivery>): Promise<DeliveryResponse>;
	/** Waits until every notification is delivered and every run that it has started has ended. */
	settled(): Promise<void>;
	/** How much the emulator has of each kind, and the routed events. */
	remoteState(): { destinations: number; topics: number; events: string[]; routes: number };
	/** The signing secret of the first destination. */
	secret(): string;
}

interface OtherHost {
	/** Default: the same as that of the harness's host. */
	publicUrl?: string;
	/** Whether its memory is empty, as that of another process; default true. */
	fresh?: boolean;
	/** Whether it loads a workflow again to clean up, as n8n does before 2.41. */
	reloadsAfterFailure?: boolean;
}

/** A delivery; everything left out is as Ampersand sends it. */
export interface Delivery {
	id: string;
	/** When it was sent, in milliseconds since 1970. */
	time: number;
	body: string;
	/** Signs with this instead of the destination's secret. */
	secret: string;
	/** Replaces headers after signing. */
	headers: Record<string, string>;
	/** Replaces the body after signing. */
	sentBody: string | Uint8Array<ArrayBuffer>;
	/** Delivers to the URL of the test run. */
	test: boolean;
	/** Delivers to this n8n; default: the harness's. */
	to: WebhookHost;
	/** Hangs up when it is aborted. */
	signal: AbortSignal;
}

interface DeliveryResponse {
	status: number;
	body: unknown;
}

let counter = 0;

/** Starts an n8n with the trigger, next to the emulator, for each test of a file. */
export function triggerHarness(options: EmulatorOptions = {}): TriggerHarness {
	let host: WebhookHost | undefined;
	const hosts: WebhookHost[] = [];
	const started = async (more: OtherHost = {}, pack: PackageUnderTest = source): Promise<WebhookHost> => {
		const created = new WebhookHost({
			engine: new Engine(pack),
			credentialType: pack.credential,
			credential: () => harness.credential(),
			...more,
		});
		hosts.push(created);
		return await created.start();
	};
	const engine = engineHarness({
		retryDelaysMs: [0, 0, 0],
		deliverTo: (url) => url.replace(PUBLIC_URL, running().url),
		...options,
	});
	// A test that replaces a function replaces it for the trigger, too.
	const harness = Object.create(engine) as TriggerHarness;
	const running = (): WebhookHost => {
		if (!host) throw new Error('The host runs only during a test');
		return host;
	};
	beforeEach(async () => {
		host = await started();
	});
	afterEach(async () => {
		await Promise.all(hosts.splice(0).map(async (open) => await open.close()));
	});

	const secret = () => harness.api.state.destinations[0].secrets.webhookSigningKey;
	const own: Omit<TriggerHarness, keyof EngineHarness> = {
		get host() {
			return running();
		},
		workflow: (parameters = {}) => triggerWorkflow(parameters),
		otherHost: async ({ fresh = true, ...more } = {}) =>
			await started(more, fresh ? await freshPackage() : source),
		deliver: async (file, delivery = {}) => {
			const response = await own.send(file, delivery);
			await (delivery.to ?? running()).settled();
			return response;
		},
		send: async (file, delivery = {}) => {
			const { to = running(), test: isTest, signal } = delivery;
			const { headers, body } = signed({ secret: delivery.secret ?? secret(), ...delivery });
			const url = to.deliveryUrl(file, { test: isTest });
			const response = await fetch(url, { method: 'POST', headers, body, signal });
			return { status: response.status, body: await response.json() };
		},
		settled: async () => {
			await harness.api.deliveriesSettled();
			await running().settled();
		},
		remoteState: () => {
			const { destinations, topics, eventRoutes, destinationRoutes } = harness.api.state;
			return {
				destinations: destinations.length,
				topics: topics.length,
				events: eventRoutes.map(({ eventType }) => eventType).sort(),
				routes: destinationRoutes.length,
			};
		},
		secret,
	};
	// Descriptors, because the getters must be called every time.
	return Object.defineProperties(harness, Object.getOwnPropertyDescriptors(own));
}

/** A notification as Ampersand sends it. */
export function notification(notificationType = 'connection.error', data: object = {}): string {
	return JSON.stringify({
		notificationType,
		data: {
			projectId: 'project-1',
			connectionId: 'connection-1',
			provider: 'salesforce',
			groupRef: 'group-123',
			consumerRef: 'user-456',
			consumerName: 'Ada',
			...data,
		},
	});
}

/** Headers and body of a delivery, signed by Svix's own library. */
export function signed(delivery: Partial<Delivery> & { secret: string }): {
	headers: Record<string, string>;
	body: string | Uint8Array<ArrayBuffer>;
} {
	const { id = `msg_${++counter}`, time = Date.now(), body = notification() } = delivery;
	const headers = {
		'content-type': 'application/json',
		'svix-id': id,
		'svix-timestamp': String(Math.floor(time / 1000)),
		'svix-signature': new Webhook(delivery.secret).sign(id, new Date(time), body),
	};
	return { headers: { ...headers, ...delivery.headers }, body: delivery.sentBody ?? body };
}

function triggerWorkflow(parameters: INodeParameters): WorkflowFile {
	return {
		id: `workflow-${++counter}`,
		nodes: [
			{
				id: 'node-1',
				name: 'Ampersand Trigger',
				type: `${PACKAGE}.ampersandTrigger`,
				typeVersion: 1,
				position: [0, 0],
				webhookId: `webhook-${++counter}`,
				parameters: { projectIdOrName: byId(PROJECT), events: ['connection.error'], ...parameters },
				credentials: { ampersandApi: { id: 'credential-1', name: 'Ampersand' } },
			},
		],
		connections: {},
	};
}

/** The package as another process has it: the trigger loaded again, with an empty memory. */
async function freshPackage(): Promise<PackageUnderTest> {
	let nodes = source.nodes;
	await jest.isolateModulesAsync(async () => {
		// All processes share the clock that the test controls.
		jest.doMock('../../nodes/shared/transport/clock', () => ({ clock }));
		const { AmpersandTrigger } = await import('../../nodes/AmpersandTrigger/AmpersandTrigger.node');
		nodes = [source.nodes[0], new AmpersandTrigger()];
	});
	return { ...source, nodes };
}
