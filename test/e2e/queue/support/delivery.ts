import type { Emulator } from '../../../../emulator';
import { notification, signed } from '../../../support/triggerHarness';
import type { Server } from '../../support/server';
import { PUBLIC_URL } from './cluster';

/**
 * Delivers a `connection.error` event to an n8n process, signed like Ampersand's.
 *
 * @param api has one destination, which is the trigger's
 * @returns the status of the response
 */
export async function deliver(
	api: Emulator,
	server: Server,
	id: string,
	connectionId: string,
): Promise<number> {
	const [{ metadata, secrets }] = api.state.destinations;
	const { headers, body } = signed({
		id,
		secret: secrets.webhookSigningKey,
		body: notification('connection.error', { connectionId }),
	});
	const url = metadata.url.replace(PUBLIC_URL, server.url);
	return (await fetch(url, { method: 'POST', headers, body })).status;
}
