import type { INodeCredentialsDetails } from 'n8n-workflow';
import { type Emulator, startEmulator } from '../../../emulator';
import { fs, path, process } from '../../support/node';
import { ensureInstalled } from '../setup';
import { Client } from './client';
import type { Panels } from './panels';
import { packNode, type Server, startN8n } from './server';

/** What is pictured: a real n8n with the node, and an emulated API. */
export interface Scene {
	readonly server: Server;
	readonly client: Client;
	readonly api: Emulator;
	/** Saved in n8n; its base URL is the emulator's. */
	readonly credential: INodeCredentialsDetails;
}

/** Takes a picture of the window as it is. */
export type Take = (name: string) => Promise<void>;

/** The used part of the library, which n8n's linter doesn't allow to be imported. */
const sharp = module.require('sharp') as (image: Uint8Array) => {
	png(options: object): { toBuffer(): Promise<Uint8Array> };
};

/** Hides the notifications: closing them isn't enough, because one can appear at any time. */
const NO_TOASTS = '.el-notification { display: none !important }';

/** Starts n8n and the emulator for some pictures, and stops them at the end. Errors become the exit code. */
export function picture(work: (scene: Scene) => Promise<void>): void {
	withScene(work).catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 1;
	});
}

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
	await ensureInstalled();
	const given = process.env.AMPERSAND_E2E_TARBALL;
	const tarball = await packNode();
	const [server, api] = await Promise.all([startN8n({ tarball }), startEmulator()]);
	try {
		const client = new Client(server.url);
		await client.setupOwner();
		const account = { apiKey: api.apiKey, baseUrl: api.url };
		const credential = await client.createCredential('ampersandApi', 'Ampersand account', account);
		await work({ server, client, api, credential });
	} finally {
		await api.close();
		await server.stop();
		if (!given) fs.rmSync(path.dirname(tarball), { recursive: true, force: true });
	}
}

/**
 * Takes pictures into a folder: PNGs with a palette, which are smaller and look the same, because the editor has few
 * colors.
 *
 * @param maxBytes a larger picture is an error
 */
export function taking(panels: Panels, folder: string, maxBytes = Infinity): Take {
	fs.mkdirSync(folder, { recursive: true });
	return async (name) => {
		await panels.page.mouse.move(0, 0);
		const raw = await panels.page.screenshot({ animations: 'disabled', caret: 'hide', style: NO_TOASTS });
		const png = await sharp(raw)
			.png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 })
			.toBuffer();
		if (png.length > maxBytes) throw new Error(`${name}.png has ${png.length} bytes, over ${maxBytes}`);
		const file = path.join(folder, `${name}.png`);
		fs.writeFileSync(file, png);
		process.stdout.write(`${path.relative('', file)}, ${png.length} bytes\n`);
	};
}
