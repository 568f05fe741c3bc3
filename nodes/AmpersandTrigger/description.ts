import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { groupField, providerField } from '../shared/fields';
import { NOT_A_COLLECTION } from '../shared/values';

/** Every event that Ampersand notifies about (schema `NotificationEventType`), and what its name doesn't say. */
const EVENTS = {
	'connection.created':
		'A customer connected an account. Documented by Ampersand for OAuth connections only.',
	'connection.deleted': undefined,
	'connection.error':
		"Credentials stopped working. Documented for OAuth only: find others with 'Get Many' on a schedule.",
	'connection.refreshed': 'The tokens of a connection were refreshed',
	'connection.updated': 'A connection was updated, for example because a customer signed in again',
	'destination.webhook.disabled': 'A webhook destination was disabled after five days of failed deliveries',
	'installation.created': 'A customer installed an integration',
	'installation.deleted': undefined,
	'installation.updated': undefined,
	'read.backfill.done': 'The initial backfill of historical data finished',
	'read.schedule.paused': undefined,
	'read.triggered.done': 'An on-demand read finished',
	'read.triggered.error': 'An on-demand read failed',
	'subscribe.create.error': "A subscription to changes couldn't be created",
	'write.async.done': undefined,
};

/** The events as options, named such as 'Connection Created'. */
export const EVENT_OPTIONS: INodePropertyOptions[] = Object.entries(EVENTS).map(([value, description]) => ({
	name: value.replaceAll('.', ' ').replace(/\b\w/g, (letter) => letter.toUpperCase()),
	value,
	...(description && { description }),
}));

/** The events that start the workflow. */
export const eventsField: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	options: EVENT_OPTIONS,
};

/** The conditions that an event can be filtered by, each named like the field of the notification's data. */
export const FILTER_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Consumer Ref',
		name: 'consumerRef',
		type: 'string',
		default: '',
		placeholder: 'e.g. user-456',
		description: 'Only trigger on events about this user (your own ID)',
	},
	groupField({ description: 'Only trigger on events about this customer (your own ID)' }),
	providerField({ description: 'Only trigger on events about this provider' }),
];

/** Limits the events to a customer, a user, or a provider. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	placeholder: 'Add Filter',
	description: 'Only trigger on events that match all filters. Events without a filtered field are ignored.',
	options: [...FILTER_OPTIONS, NOT_A_COLLECTION],
};
