import { Webhook } from 'svix';

/** A webhook delivery as Ampersand sends it. */
export interface Delivery {
	headers: Record<string, string>;
	body: string;
}

/** What a notification about a connection holds (schema `ConnectionData`). */
export const CONNECTION_DATA = {
	projectId: 'project-1',
	connectionId: 'connection-1',
	provider: 'salesforce',
	groupRef: 'group-123',
	consumerRef: 'user-456',
};

/** A delivery signed by Svix's own library. */
export function signed(secret: string, id: string, notificationType: string, data: object): Delivery {
	const body = JSON.stringify({ notificationType, data });
	const time = new Date();
	return {
		headers: {
			'svix-id': id,
			'svix-timestamp': String(Math.floor(time.getTime() / 1000)),
			'svix-signature': new Webhook(secret).sign(id, time, body),
		},
		body,
	};
}
