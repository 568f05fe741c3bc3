import type { INodeProperties } from 'n8n-workflow';

/** Everything that Ampersand tells about (schema `NotificationEventType`). */
export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	description: 'What starts the workflow',
	options: [
		{
			name: 'Connection Created',
			value: 'connection.created',
			description: 'A customer has connected an account',
		},
		{
			name: 'Connection Deleted',
			value: 'connection.deleted',
			description: 'A connection was removed',
		},
		{
			name: 'Connection Error',
			value: 'connection.error',
			description: 'The credentials of a connection work no longer',
		},
		{
			name: 'Connection Refreshed',
			value: 'connection.refreshed',
			description: 'The tokens of a connection were refreshed',
		},
		{
			name: 'Connection Updated',
			value: 'connection.updated',
			description: 'A connection was changed, such as by a customer who signed in again',
		},
		{
			name: 'Destination Webhook Disabled',
			value: 'destination.webhook.disabled',
			description: 'A webhook destination failed for so long that nothing is sent to it any more',
		},
		{
			name: 'Installation Created',
			value: 'installation.created',
			description: 'A customer has installed an integration',
		},
		{
			name: 'Installation Deleted',
			value: 'installation.deleted',
			description: 'An installation was removed',
		},
		{
			name: 'Installation Updated',
			value: 'installation.updated',
			description: 'An installation was changed',
		},
		{
			name: 'Read Backfill Done',
			value: 'read.backfill.done',
			description: 'The first read of historic data is complete',
		},
		{
			name: 'Read Schedule Paused',
			value: 'read.schedule.paused',
			description: 'Scheduled reads of an installation were paused',
		},
		{
			name: 'Read Triggered Done',
			value: 'read.triggered.done',
			description: 'A read on demand is complete',
		},
		{
			name: 'Read Triggered Error',
			value: 'read.triggered.error',
			description: 'A read on demand failed',
		},
		{
			name: 'Subscribe Create Error',
			value: 'subscribe.create.error',
			description: 'A subscription to changes could not be created',
		},
		{
			name: 'Write Async Done',
			value: 'write.async.done',
			description: 'An asynchronous write is complete',
		},
	],
};
