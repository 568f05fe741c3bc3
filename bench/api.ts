/** What the emulator is to hold. */
export interface Setting {
	connections: number;
	/** Connections a page; default: the list is one bare array. */
	pageSize?: number;
}

/** Where the emulator is and what it holds. */
export interface Prepared {
	credential: { apiKey: string; baseUrl: string };
	project: string;
	ids: string[];
}

/** The emulator's process, as seen from another one. */
export class Api {
	constructor(private readonly control: string) {}

	/** Makes it a fresh emulator. */
	async prepare(setting: Setting): Promise<Prepared> {
		const body = JSON.stringify(setting);
		const response = await fetch(`${this.control}/prepare`, { method: 'POST', body });
		return (await response.json()) as Prepared;
	}

	/** How many requests it has had since then. */
	async requests(): Promise<number> {
		const response = await fetch(`${this.control}/requests`);
		return (await response.json()) as number;
	}
}
