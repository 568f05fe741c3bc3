import type { EmulatorState } from './state';

/** How to start the emulator. */
export interface EmulatorOptions {
	/** The key that requests must carry; default: a fixed one that nobody could take for a real key. */
	apiKey?: string;
	/** Port on 127.0.0.1; default 0: the system chooses. */
	port?: number;
	/** Whether to begin with data like a real project's; default true. */
	seed?: boolean;
	/** Entries a page of a list; default: lists are bare arrays, as the API answers them today. */
	pageSize?: number;
	/** Whether webhook destinations may have http URLs, which the API refuses; default false. */
	allowHttpDestinations?: boolean;
	/** Status of the refusal to delete a connection that an installation uses; default 400. */
	inUseStatus?: 400 | 409 | 422;
	/** Where a webhook for the given URL is really sent; default: to that URL. */
	deliverTo?: (url: string) => string;
	/** Waits before a delivery is tried again, in milliseconds; as many as there are retries. */
	retryDelaysMs?: number[];
	/** Chance, for faults with a probability: a number from 0 up to, not including, 1. */
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
	/** Status of the answer; undefined while there is none, and when the connection was dropped. */
	status?: number;
	/** Body of the operation's own response; undefined when there is none, and for a fault. */
	responseBody?: unknown;
	/** When it arrived, in milliseconds since 1970. */
	time: number;
}

/** Something that goes wrong on demand. */
export interface Fault {
	match?: { method?: string; path?: string | RegExp };
	/** To how many requests it happens; default 1. */
	times?: number;
	/** How likely it happens to a request that matches; default 1. */
	probability?: number;
	/** Answers this in place of the real answer; an object becomes problem+json or JSON. */
	respond?: { status: number; headers?: Record<string, string>; body?: string | object | null };
	/** Resets the connection: before any byte, after the headers, or after half of the body. */
	drop?: 'beforeHeaders' | 'afterHeaders' | 'midBody';
	/** Answers half of the real body, as if it were all. */
	cut?: boolean;
	/** Says nothing more, until the emulator is closed: from the beginning, after the headers, or after half of the body. */
	stall?: 'beforeHeaders' | 'afterHeaders' | 'midBody';
	/** Waits before it answers, in milliseconds. */
	delayMs?: number;
	/** Waits for this before it answers. */
	hold?: Promise<void>;
	/** Called when the fault happens. */
	handler?: (request: RecordedRequest) => void;
	/** Whether the operation is carried out all the same, so that only its answer is lost; default false. */
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

/** A running emulator of the Ampersand API. */
export interface Emulator {
	/** Base URL, with `/v1`. */
	readonly url: string;
	readonly apiKey: string;
	readonly requests: RecordedRequest[];
	readonly state: EmulatorState;
	/** The most requests that were under way at once. */
	readonly maxInFlight: number;
	readonly deliveries: DeliveryRecord[];
	fault(fault: Fault): void;
	clearFaults(): void;
	/** Forgets the requests, the deliveries and `maxInFlight`. */
	resetLog(): void;
	/** The provider refuses the credentials from now on; sends `connection.error`. */
	breakConnection(connectionId: string, errors?: string[]): void;
	/** The customer opens an OAuth URL and gives consent. */
	completeOAuth(url: string): void;
	/** Sends a notification to the destinations that are routed to. */
	emit(projectId: string, notificationType: string, data: object): void;
	/** Resolves when no delivery is under way or waiting to be tried again. */
	deliveriesSettled(): Promise<void>;
	/** Ends at once, whatever is under way. */
	close(): Promise<void>;
}
