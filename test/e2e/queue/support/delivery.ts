import type { Emulator } from '../../../../emulator';
import { notification, signed } from '../../../support/triggerHarness';
import type { Server } from '../../support/server';
import { PUBLIC_URL } from './cluster';

/**
 * Delivers a broken connection to one process of n8n, signed as Ampersand signs it.
 *
 * @param api has one destination: the trigger's
 * @returns the status of the answer
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
