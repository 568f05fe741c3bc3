import type { EmulatorState, Operation } from './state';

/** How to start the emulator. */
export interface EmulatorOptions {
	/** The API key with full scope; default: a fixed one that can't be mistaken for a real key. */
	apiKey?: string;
	/** Port on 127.0.0.1; default 0: the system chooses. */
	port?: number;
	/** Whether to begin with data like a real project's; default true. */
	seed?: boolean;
	/** Entries per page of a list; default: lists are bare arrays, as the API returns them today. */
	pageSize?: number;
	/** Whether webhook destinations may have http URLs, which the API rejects; default false. */
	allowHttpDestinations?: boolean;
	/** Whether the routes of a topic or a destination that is deleted are kept; default false. */
	keepRoutes?: boolean;
	/** Status of the refusal to delete a connection that an installation uses; default 400. */
	inUseStatus?: 400 | 409 | 422;
	/** Whether connections without OAuth send `connection.created` and `connection.error`, too; default false. */
	eventsForAllConnections?: boolean;
	/** Whether metadata that the catalog asks for is required of new connections and OAuth URLs; default true. */
	checkMetadata?: boolean;
	/** Which responses contain the API key of a connection; default `get`: only that of Get. */
	returnApiKey?: 'get' | 'always' | 'never';
	/** Whether the sample read of a new or updated installation fails; default: only where the credentials are broken. */
	failSampling?: boolean;
	/** The API's time in milliseconds since 1970, by which tokens and OAuth URLs expire; default: the system's. */
	now?: () => number;
	/** Where a webhook for the given URL is really sent; default: to that URL. */
	deliverTo?: (url: string) => string;
	/** Delays before each retry of a delivery, in milliseconds; there are as many retries. */
	retryDelaysMs?: number[];
	/** Randomness for faults with a probability: a number from 0 up to, but not including, 1. */
	random?: () => number;
}

/** A request that has arrived. */
export interface RecordedRequest {
	method: string;
	/** The path as it was sent, still encoded, without the query. */
	path: string;
	/** Path and query as they were sent. */
	url: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	rawBody: string;
	/** The body read as JSON; undefined when it is none. */
	body?: unknown;
	/** Status of the response; undefined while there is none, and when the connection was dropped. */
	status?: number;
	/** Body of the operation's own response; undefined when there is none, and for a fault. */
	responseBody?: unknown;
	/** When it arrived, in milliseconds since 1970. */
	time: number;
}

/** What is sent instead of the operation's response; an object becomes problem+json or JSON. */
export interface FaultResponse {
	status: number;
	headers?: Record<string, string>;
	body?: string | object | null;
}

/** Something that goes wrong on demand. */
export interface Fault {
	match?: { method?: string; path?: string | RegExp };
	/** Number of requests that it happens to; default 1. */
	times?: number;
	/** Probability that it happens to a matching request; default 1. */
	probability?: number;
	/** Replaces the response. */
	respond?: FaultResponse;
	/** Replaces the response by one that depends on the request, such as one that echoes it. */
	respondTo?: (request: RecordedRequest) => FaultResponse;
	/** Resets the connection: before any byte, after the headers, or after half of the body. */
	drop?: 'beforeHeaders' | 'afterHeaders' | 'midBody';
	/** Sends half of the body, as if it were complete. */
	cut?: boolean;
	/** Sends nothing more until the emulator is closed: from the beginning, after the headers, or after half of the body. */
	stall?: 'beforeHeaders' | 'afterHeaders' | 'midBody';
	/** Delay before the response, in milliseconds. */
	delayMs?: number;
	/** The response waits for this. */
	hold?: Promise<void>;
	/** Called when the fault happens. */
	handler?: (request: RecordedRequest) => void;
	/** Whether the operation is carried out nevertheless, so that only its response is lost; default false. */
	perform?: boolean;
}

/** One attempt to deliver a webhook. */
export interface DeliveryRecord {
	/** The message's `svix-id`. */
	id: string;
	url: string;
	event: string;
	/** From 1. */
	attempt: number;
	status?: number;
	error?: string;
}

/** An operation that an installation carries out, and its outcome. */
export interface OperationOutcome {
	/** Default `read`. */
	actionType?: Operation['actionType'];
	status: Operation['status'];
	/** Default: all that the installation reads. */
	objects?: string[];
	/** Default 0. */
	recordsProcessed?: number;
	/** Why it failed. */
	error?: string;
}

/** A running emulator of the Ampersand API. */
export interface Emulator {
	/** Base URL, with `/v1`. */
	readonly url: string;
	/** An API key with full scope. */
	readonly apiKey: string;
	/** An API key with the scope `frontend`, as the UI library has one. */
	readonly frontendApiKey: string;
	readonly requests: RecordedRequest[];
	readonly state: EmulatorState;
	/** The highest number of concurrent requests so far. */
	readonly maxInFlight: number;
	readonly deliveries: DeliveryRecord[];
	fault(fault: Fault): void;
	clearFaults(): void;
	/** Forgets the requests, the deliveries and `maxInFlight`. */
	resetLog(): void;
	/**
	 * The provider rejects the credentials from now on: sends `connection.error`; the scheduled reads fail, by which
	 * installations become unhealthy.
	 */
	breakConnection(connectionId: string, errors?: string[]): void;
	/**
	 * An integration uses a connection, successfully: it is `working` from now on, and its scheduled reads run, except
	 * those that are paused, by which installations become healthy.
	 *
	 * @throws Error when the credentials are broken
	 */
	useConnection(connectionId: string): void;
	/**
	 * The customer opens an OAuth URL and gives consent.
	 *
	 * @throws Error when the URL is unknown, was used already, or has expired
	 */
	completeOAuth(url: string): void;
	/** Ampersand pauses the scheduled reads of an installation after failures: sends `read.schedule.paused`. */
	pauseReads(installationId: string, error?: string): void;
	/** An installation carries out an operation; returns its ID. */
	runOperation(installationId: string, outcome: OperationOutcome): string;
	/** Requests through the proxy get 429 from now on, for that long. */
	limitProxy(ms: number): void;
	/** Moves the API's time forward; deliveries are still signed with the system's time. */
	advanceTime(ms: number): void;
	/** Sends a notification to the destinations that are routed to. */
	emit(projectId: string, notificationType: string, data: object): void;
	/** Resolves when no delivery is under way or waiting for a retry. */
	deliveriesSettled(): Promise<void>;
	/** Stops at once, whatever is under way. */
	close(): Promise<void>;
}
