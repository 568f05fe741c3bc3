import { isSameWebhook, type WebhookLocation } from '../../nodes/AmpersandTrigger/staticData';

const webhook = (projectIdOrName: string, projectId?: string, name = 'n8n-a'): WebhookLocation => ({
	name,
	url: 'https://n8n.example.com/webhook/1',
	projectIdOrName,
	projectId,
});

describe('two webhooks are the same one', () => {
	it.each([
		['in a project of the same name', webhook('app'), webhook('app')],
		['in a project that was renamed', webhook('old', 'id-1'), webhook('new', 'id-1')],
		['in a project chosen by ID, not registered yet', webhook('app', 'id-1'), webhook('id-1')],
	])('%s', (_, a, b) => {
		expect([isSameWebhook(a, b), isSameWebhook(b, a)]).toEqual([true, true]);
	});
});

describe('two webhooks are different', () => {
	it.each([
		['with another name', webhook('app', 'id-1'), webhook('app', 'id-1', 'n8n-b')],
		['in another project', webhook('app'), webhook('other')],
		['in another project that now has the same name', webhook('app', 'id-1'), webhook('app', 'id-2')],
		['in another project chosen by ID', webhook('app', 'id-1'), webhook('id-2')],
	])('%s', (_, a, b) => {
		expect([isSameWebhook(a, b), isSameWebhook(b, a)]).toEqual([false, false]);
	});
});
