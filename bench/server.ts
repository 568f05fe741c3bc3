import { type Emulator, startEmulator } from '../emulator';
import { http, type net, process } from '../test/support/node';
import type { Prepared, Setting } from './api';

/** The emulator in a process of its own, so that its work is not counted as that of a contender. */
let emulator: Emulator | undefined;

const control = http.createServer((request, response) => {
	void answer(request).then((body) => response.end(JSON.stringify(body)));
});

async function answer(request: http.IncomingMessage): Promise<unknown> {
	if (request.url === '/requests') return emulator?.requests.length;
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return await prepare(JSON.parse(text) as Setting);
}

/** Starts a fresh emulator whose first project has as many connections as are asked for. */
async function prepare({ connections, pageSize }: Setting): Promise<Prepared> {
	await emulator?.close();
	emulator = await startEmulator({ pageSize });
	const { state, url, apiKey } = emulator;
	const [project] = state.projects;
	const models = state.connections.filter(({ connection }) => connection.projectId === project.id);
	state.connections = Array.from({ length: connections }, (_, index) => {
		const { connection, credentials } = models[index % models.length];
		const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
		return { connection: { ...connection, id }, credentials };
	});
	const ids = state.connections.map(({ connection }) => connection.id);
	return { credential: { apiKey, baseUrl: url }, project: project.name, ids };
}

control.listen(0, '127.0.0.1', () => {
	const { port } = control.address() as net.AddressInfo;
	process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit(0));
