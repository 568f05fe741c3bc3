import { type Emulator, startEmulator } from '../../emulator';
import type { EmulatorState } from '../../emulator/state';
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

/** Starts a new emulator whose first project has what the setting asks for. */
async function prepare(setting: Setting): Promise<Prepared> {
	await emulator?.close();
	const { pageSize, port } = setting;
	emulator = await startEmulator({ pageSize, port });
	const { state, url, apiKey } = emulator;
	const [project] = state.projects;
	const [{ id, integrationId }] = state.installations;
	addConnections(state, setting, project.id);
	if (setting.installations !== undefined) addInstallations(state, setting.installations);
	if (setting.operations !== undefined) addOperations(state, setting.operations, id);
	const ids = state.connections.map(({ connection }) => connection.id);
	const installation = { id, integrationId };
	return { credential: { apiKey, baseUrl: url }, project: project.name, ids, installation };
}

function addConnections(
	state: EmulatorState,
	{ connections: count, groupRef }: Setting,
	projectId: string,
): void {
	const models = state.connections.filter(({ connection }) => connection.projectId === projectId);
	state.connections = repeat(models, count, ({ connection, credentials }, id) => {
		const group = { ...connection.group, ...(groupRef === undefined ? {} : { groupRef }) };
		return { connection: { ...connection, id, group }, credentials };
	});
}

function addInstallations(state: EmulatorState, count: number): void {
	const { connections } = state;
	state.installations = repeat(state.installations, count, (model, id, index) => {
		return { ...model, id, connectionId: connections[index % connections.length].connection.id };
	});
}

function addOperations(state: EmulatorState, count: number, installationId: string): void {
	const models = state.operations.filter(({ operation }) => operation.installationId === installationId);
	state.operations = repeat(models, count, ({ operation, logs }, id) => {
		return { operation: { ...operation, id }, logs };
	});
}

/** Makes as many entries as wanted from models in turn, each with an ID of its own. */
function repeat<T>(models: T[], count: number, make: (model: T, id: string, index: number) => T): T[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
		return make(models[index % models.length], id, index);
	});
}

control.listen(0, '127.0.0.1', () => {
	const { port } = control.address() as net.AddressInfo;
	process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit(0));
