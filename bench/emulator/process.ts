import { type Emulator, startEmulator } from '../../emulator';
import { http, type net, process } from '../../test/support/node';
import type { Prepared, Setting } from './client';

let emulator: Emulator | undefined;

const control = http.createServer((request, response) => {
	void respond(request).then((body) => response.end(JSON.stringify(body)));
});

async function respond(request: http.IncomingMessage): Promise<unknown> {
	if (request.url === '/requests') return emulator?.requests.length;
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return await prepare(JSON.parse(text) as Setting);
}

/** Starts a new emulator whose first project has the given number of connections. */
async function prepare({ connections, pageSize, port }: Setting): Promise<Prepared> {
	await emulator?.close();
	emulator = await startEmulator({ pageSize, port });
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
