import type { Notifications } from './notifications';
import type { EmulatorState } from './state';
import type { EmulatorOptions } from './types';

/** What the operations share. */
export interface Context {
	state: EmulatorState;
	notifications: Notifications;
	options: EmulatorOptions;
}
