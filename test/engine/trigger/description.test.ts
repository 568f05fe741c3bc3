import { Expression, type IWorkflowDataProxyData } from 'n8n-workflow';
import { AmpersandTrigger } from '../../../nodes/AmpersandTrigger/AmpersandTrigger.node';

describe('the description of the trigger', () => {
	const { description } = new AmpersandTrigger();

	it.each([
		['a list', ['connection.created', 'connection.error'], 'connection.created, connection.error'],
		['text', 'connection.error', 'connection.error'],
		['nothing', undefined, ''],
	])('shows the events on the canvas when they are %s', (_, events, shown) => {
		const subtitle = new Expression('UTC').resolveSimpleParameterValue(
			description.subtitle as string,
			{ $parameter: { events } } as unknown as IWorkflowDataProxyData,
			false,
		);
		expect(subtitle).toBe(shown);
	});

	it('has exactly the parameters in this list, by which saved workflows name them', () => {
		expect(description.properties.map(({ name }) => name)).toEqual(['projectIdOrName', 'events', 'filters']);
	});

	it('shows the events as Trigger On, without a description, as n8n recommends', () => {
		const events = description.properties.find(({ name }) => name === 'events');
		expect(events).toMatchObject({ displayName: 'Trigger On', required: true });
		expect(events?.description).toBeUndefined();
	});
});
