import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { groupField, providerField } from '../shared/fields';
import { NOT_A_COLLECTION } from '../shared/values';

/** Every event that Ampersand notifies about (schema `NotificationEventType`). */
export const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Connection Created',
		value: 'connection.created',
		description: 'A customer connected an account. Documented by Ampersand for OAuth connections only.',
	},
	{ name: 'Connection Deleted', value: 'connection.deleted' },
	{
		name: 'Connection Error',
		value: 'connection.error',
		description:
			"Credentials stopped working. Documented for OAuth only: find others with 'Get Many' on a schedule.",
	},
	{
		name: 'Connection Refreshed',
		value: 'connection.refreshed',
		description: 'The tokens of a connection were refreshed',
	},
	{
		name: 'Connection Updated',
		value: 'connection.updated',
		description: 'A connection was updated, for example because a customer signed in again',
	},
	{
		name: 'Destination Webhook Disabled',
		value: 'destination.webhook.disabled',
		description: 'A webhook destination was disabled after five days of failed deliveries',
	},
	{
		name: 'Installation Created',
		value: 'installation.created',
		description: 'A customer installed an integration',
	},
	{ name: 'Installation Deleted', value: 'installation.deleted' },
	{ name: 'Installation Updated', value: 'installation.updated' },
	{
		name: 'Read Backfill Done',
		value: 'read.backfill.done',
		description: 'The initial backfill of historical data finished',
	},
	{ name: 'Read Schedule Paused', value: 'read.schedule.paused' },
	{
		name: 'Read Triggered Done',
		value: 'read.triggered.done',
		description: 'An on-demand read finished',
	},
	{
		name: 'Read Triggered Error',
		value: 'read.triggered.error',
		description: 'An on-demand read failed',
	},
	{
		name: 'Subscribe Create Error',
		value: 'subscribe.create.error',
		description: "A subscription to changes couldn't be created",
	},
	{ name: 'Write Async Done', value: 'write.async.done' },
];

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
