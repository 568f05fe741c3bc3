import { randomBytes } from 'node:crypto';
import { Webhook } from 'svix';
import { timersPromises } from '../test/support/node';
import type { Destination } from './state';
import type { DeliveryRecord, EmulatorOptions } from './types';

const RETRY_DELAYS_MS = [20, 100, 500];

/** Delivers notifications to webhook destinations, signed by Svix's own library, and retries as Svix does. */
export class Deliveries {
	readonly records: DeliveryRecord[] = [];

	private readonly underway = new Set<Promise<void>>();

	private readonly closing = new AbortController();

	constructor(private readonly options: Pick<EmulatorOptions, 'deliverTo' | 'retryDelaysMs'>) {}

	/** Sends a notification to a webhook destination; other kinds of destination are not emulated. */
	send(destination: Destination, notificationType: string, data: object): void {
		if (destination.type !== 'webhook') return;
		const id = `msg_${randomBytes(12).toString('hex')}`;
		const body = JSON.stringify({ notificationType, data });
		const delivery = this.deliver(destination, { id, event: notificationType }, body).finally(() =>
			this.underway.delete(delivery),
		);
		this.underway.add(delivery);
	}

	/** Resolves when no delivery is under way or waiting for a retry. */
	async settled(): Promise<void> {
		while (this.underway.size) await Promise.all(this.underway);
	}

	close(): void {
		this.closing.abort();
	}

	private async deliver(
		destination: Destination,
		message: Pick<DeliveryRecord, 'id' | 'event'>,
		body: string,
	): Promise<void> {
		const delays = this.options.retryDelaysMs ?? RETRY_DELAYS_MS;
		for (let attempt = 1; attempt <= delays.length + 1; attempt++) {
			const record: DeliveryRecord = { ...message, url: destination.metadata.url, attempt };
			this.records.push(record);
			if (await this.attempt(destination, record, body)) return;
			if (attempt > delays.length || this.closing.signal.aborted) return;
			try {
				await timersPromises.setTimeout(delays[attempt - 1], undefined, { signal: this.closing.signal });
			} catch {
				return;
			}
		}
	}

	private async attempt(
		{ metadata, secrets }: Destination,
		record: DeliveryRecord,
		body: string,
	): Promise<boolean> {
		const timestamp = new Date();
		const headers = {
			...metadata.headers,
			'content-type': 'application/json',
			'svix-id': record.id,
			'svix-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
			'svix-signature': new Webhook(secrets.webhookSigningKey).sign(record.id, timestamp, body),
		};
		try {
			const url = this.options.deliverTo?.(record.url) ?? record.url;
			const response = await fetch(url, { method: 'POST', headers, body, signal: this.closing.signal });
			record.status = response.status;
			await response.arrayBuffer();
			return response.ok;
		} catch (error) {
			record.error = String(error);
			return false;
		}
	}
}
