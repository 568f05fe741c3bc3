import { NotificationsApi } from '../../../nodes/AmpersandTrigger/notificationsApi';
import { PROJECT } from '../../support/engineHarness';
import { hookContext } from '../../support/hookContext';
import { triggerHarness } from '../../support/triggerHarness';

describe('a deletion that ends with a 404', () => {
	const harness = triggerHarness();

	it('counts only for what the same process has created, because the 404 may be from a proxy', async () => {
		const context = hookContext(harness.host, harness.workflow());
		const own = new NotificationsApi(context, PROJECT, {});
		const other = await new NotificationsApi(context, PROJECT, {}).create('topic', { name: 'other' });
		const { id } = await own.create('topic', { name: 'own' });
		harness.api.fault({ match: { method: 'DELETE' }, times: 2, respond: { status: 404, body: '' } });
		await own.delete('topic', other.id);
		await own.delete('topic', id);
		expect(await own.list('topic')).toMatchObject([{ name: 'other' }]);
	});
});
