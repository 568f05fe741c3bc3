import { consumerLabel, groupLabel, integrationLabel } from '../../nodes/shared/listSearch/projectLookup';

describe('the label', () => {
	it.each([
		['Acme Corp (g-1)', { groupRef: 'g-1', groupName: 'Acme Corp' }],
		['g-1', { groupRef: 'g-1', groupName: 'g-1' }],
		['g-1', { groupRef: 'g-1' }],
		['Acme Corp', { groupName: 'Acme Corp' }],
		['', undefined],
	])('of a group is "%s" for %j', (label, group) => {
		expect(groupLabel(group as Parameters<typeof groupLabel>[0])).toBe(label);
	});

	it.each([
		['Jane Doe (u-1)', { consumerRef: 'u-1', consumerName: 'Jane Doe' }],
		['u-1', { consumerRef: 'u-1', consumerName: 'u-1' }],
		['u-1', { consumerRef: 'u-1' }],
		['', undefined],
	])('of a consumer is "%s" for %j', (label, consumer) => {
		expect(consumerLabel(consumer)).toBe(label);
	});

	it.each([
		['HubSpot sync', { latestRevision: { content: { displayName: 'HubSpot sync' } } }],
		['hubspot', { latestRevision: { content: { displayName: '' } } }],
		['hubspot', { latestRevision: { content: {} } }],
		['hubspot', { latestRevision: {} }],
		['hubspot', {}],
	])('of an integration is "%s" for %j', (label, rest) => {
		const integration = { id: 'n-1', name: 'hubspot', provider: 'hubspot', ...rest };
		expect(integrationLabel(integration as Parameters<typeof integrationLabel>[0])).toBe(label);
	});
});
