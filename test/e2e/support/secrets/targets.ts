import selfsigned from 'selfsigned';
import { type Emulator, type Fault, startEmulator } from '../../../../emulator';
import { https, net } from '../../../support/node';
import { freePort } from '../server';
import * as echo from './echo';

/** Something that requests are sent to, and that fails in one way. */
export interface Target {
	name: string;
	baseUrl: string;
	/** Host and port of a proxy through which it can be reached, or which fails itself. */
	proxy?: string;
	/** The timeout of its requests, in milliseconds. */
	timeout?: number;
}

/** All of them, and what they have received. */
export interface Targets {
	all: Target[];
	/** The target that writes every secret back wherever an error has room for it. */
	problem: Target;
	/** Those that are final, so that nothing waits to try again. */
	final: Target[];
	/** Everything that arrived, as text. */
	received(): string;
	close(): Promise<void>;
}

/** How an emulator fails, always. */
const FAULTS: Record<string, Omit<Fault, 'times'>> = {
	'a problem': { respondTo: echo.problem },
	'a list of errors': { respondTo: echo.errorList },
	'plain text': { respondTo: echo.plainText },
	'an error page': { respondTo: echo.page },
	'a redirect': { respondTo: echo.redirect },
	'a page instead of a response': { respondTo: echo.pageInstead },
	'half a response': { respondTo: echo.cutOff },
	'a response that cannot be decompressed': { respondTo: echo.notCompressed },
	'a lost connection': { drop: 'beforeHeaders' },
	'a connection lost in the body': { drop: 'midBody' },
	silence: { stall: 'beforeHeaders' },
};

/** Faults after which neither the trigger nor a list tries again. */
const FINAL = ['a problem', 'a list of errors', 'a redirect', 'a page instead of a response'];

/** Faults after which a request ends only with its timeout; n8n 2.0 waits for the second one, too. */
const ENDLESS = ['silence', 'a response that cannot be decompressed'];

/** @param apiKey the one that the emulators accept */
export async function startTargets(apiKey: string): Promise<Targets> {
	const emulators: Emulator[] = [];
	const all: Target[] = [];
	for (const [name, fault] of Object.entries(FAULTS)) {
		const emulator = await startEmulator({ apiKey });
		emulator.fault({ ...fault, times: Infinity });
		emulators.push(emulator);
		const timeout = ENDLESS.includes(name) ? 200 : undefined;
		all.push({ name, baseUrl: emulator.url, proxy: new URL(emulator.url).host, timeout });
	}
	const [problem] = all;
	const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: '127.0.0.1' }]);
	const untrusted = https.createServer({ key, cert });
	const garbled = net.createServer((socket) => {
		// Node.js's parser keeps what it can't read with its error.
		socket.on('data', (data) =>
			socket.end(`HTTP/1.1 200 OK\r\nbad header ${data.toString('latin1')}\r\n\r\n`),
		);
		socket.on('error', () => socket.destroy());
	});
	const closed = `127.0.0.1:${await freePort()}`;
	all.push(
		{ name: 'a response that is no HTTP', baseUrl: `http://127.0.0.1:${await listen(garbled)}/v1` },
		{ name: 'an untrusted certificate', baseUrl: `https://127.0.0.1:${await listen(untrusted)}/v1` },
		{ name: 'no TLS', baseUrl: problem.baseUrl.replace('http:', 'https:') },
		{ name: 'a closed port', baseUrl: `http://${closed}/v1`, proxy: closed },
		{ name: 'an unknown host', baseUrl: 'http://api.ampersand.invalid/v1' },
	);
	return {
		all,
		problem,
		final: all.filter(({ name }) => FINAL.includes(name)),
		received: () => JSON.stringify(emulators.flatMap(({ requests }) => requests)),
		close: async () => {
			for (const server of [untrusted, garbled]) server.close();
			await Promise.all(emulators.map(async (emulator) => await emulator.close()));
		},
	};
}

async function listen(server: net.Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as net.AddressInfo).port;
}
