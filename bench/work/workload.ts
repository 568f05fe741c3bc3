import type { IDataObject } from 'n8n-workflow';
import type { Prepared, Setting } from '../emulator/client';
import type { Side } from '../results';
import type { Step } from './steps';

/** Nodes one after the other. */
export interface Steps {
	steps: Step[];
	/** Those that follow in Loop Over Items, as many items at a time as may be sent at the same time. */
	looped?: Step[];
}

/** How a side does the work: nodes, of which the last one's items count, or a script. */
export type Runner = Steps | (() => Promise<IDataObject[]>);

/** The three sides' ways to do the same work. */
export type Runners = Record<Exclude<Side, 'axios'>, Steps> & { axios: () => Promise<IDataObject[]> };

/** A piece of work that every side can do. */
export interface Workload {
	id: string;
	title: string;
	/** What the HTTP Request node needs in addition. */
	note: string;
	/** Number of input items, or of entries in the list. */
	size: number;
	/** How often a server does it in one turn; default: once. For short work, which must not change anything. */
	repeats?: number;
	/** What the emulator holds. */
	setting(size: number): Setting;
	/** What the start node emits. */
	input(prepared: Prepared): IDataObject[];
	runners(prepared: Prepared): Runners;
	/** The part of an item that must be the same on every side; default: everything but secrets. */
	same?(json: IDataObject): unknown;
}

/** How the HTTP Request node limits its concurrent requests. */
export const LOOPED = 'in Loop Over Items, 100 at a time';

/** An emulator with so many connections. */
export const connections = (size: number): Setting => ({ connections: size });

/** One item without data. */
export const oneItem = (): IDataObject[] => [{}];

/** An item for each connection, with its ID. */
export const eachId = ({ ids }: Prepared): IDataObject[] => ids.map((id) => ({ id }));
