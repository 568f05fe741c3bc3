import { randomBytes } from 'node:crypto';
import { Webhook } from 'svix';
import { timersPromises } from '../test/support/node';
import type { ConnectionBody, Destination, EmulatorState, StoredInstallation } from './state';
import type { DeliveryRecord, EmulatorOptions } from './types';

const RETRY_DELAYS_MS = [20, 100, 500];

/** Sends notifications to webhook destinations, signed by Svix's own library, and tries again as Svix does. */
export class Deliveries {
	readonly records: DeliveryRecord[] = [];

	private readonly underway = new Set<Promise<void>>();

	private readonly closing = new AbortController();

	constructor(
		private readonly state: EmulatorState,
		private readonly options: Pick<EmulatorOptions, 'deliverTo' | 'retryDelaysMs'>,
	) {}

	/** A notification about a connection (schema `ConnectionData`). */
	connectionEvent(notificationType: string, connection: ConnectionBody, more: object = {}): void {
		this.emit(connection.projectId, notificationType, {
			projectId: connection.projectId,
			connectionId: connection.id,
			provider: connection.provider,
			groupRef: connection.group.groupRef,
			consumerRef: connection.consumer.consumerRef,
			consumerName: connection.consumer.consumerName,
			...more,
		});
	}

	/** A notification about an installation (schemas `InstallationFields` and `InstallationDeletedData`). */
	installationEvent(
		notificationType: string,
		installation: StoredInstallation,
		{ provider, consumer }: ConnectionBody,
	): void {
		const { id, projectId, integrationId, connectionId, group, config } = installation;
		const integration = this.state.integrations.find((other) => other.id === integrationId);
		this.emit(projectId, notificationType, {
			projectId,
			provider,
			integrationId,
			integrationName: integration?.name ?? '',
			installationId: id,
			connectionId,
			groupRef: group.groupRef,
			groupName: group.groupName,
			consumerRef: consumer.consumerRef,
			consumerName: consumer.consumerName,
			config: config.content,
		});
	}

	/** Sends a notification to every destination that it is routed to. */
	emit(projectId: string, notificationType: string, data: object): void {
		const topics = this.state.eventRoutes
			.filter((route) => route.projectId === projectId && route.eventType === notificationType)
			.map(({ topicId }) => topicId);
		const ids = this.state.destinationRoutes
			.filter(({ topicId }) => topics.includes(topicId))
			.map(({ destinationId }) => destinationId);
		for (const destination of this.state.destinations) {
			if (ids.includes(destination.id)) this.send(destination, notificationType, data);
		}
	}

	/** Resolves when nothing is under way or waiting. */
	async settled(): Promise<void> {
		while (this.underway.size) await Promise.all(this.underway);
	}

	close(): void {
		this.closing.abort();
	}

	private send(destination: Destination, notificationType: string, data: object): void {
		const id = `msg_${randomBytes(12).toString('hex')}`;
		const body = JSON.stringify({ notificationType, data });
		const delivery = this.deliver(destination, notificationType, id, body).finally(() =>
			this.underway.delete(delivery),
		);
		this.underway.add(delivery);
	}

	private async deliver(destination: Destination, event: string, id: string, body: string): Promise<void> {
		const delays = this.options.retryDelaysMs ?? RETRY_DELAYS_MS;
		for (let attempt = 1; attempt <= delays.length + 1; attempt++) {
			const record: DeliveryRecord = { id, url: destination.metadata.url, event, attempt };
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
			const url = this.options.deliverTo?.(metadata.url) ?? metadata.url;
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
