import { randomUUID } from 'node:crypto';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { os, path } from '../support/node';
import { openEditor } from './support/editor';
import { formsOf } from './support/forms';
import { Panels } from './support/panels';
import { picture, type Scene, type Take, taking } from './support/pictures';
import { tour } from './support/tour';
import { byName, fromList, node, PACKAGE, START } from './support/workflows';
import { chosenVersion } from './versions';

const FOLDER = path.join(os.tmpdir(), 'n8n-nodes-ampersand', chosenVersion().name);
const PROJECT = 'mailmonkey-production';

/** High enough for the longest form. */
const VIEWPORT = { width: 1440, height: 2000 };

/** The lists to open, each as the name of the form and the parameter. */
const LISTS = [
	['connection getAll', 'resource'],
	['connection getAll', 'operation'],
	['connection getAll', 'status'],
	['connection generate', 'authScheme'],
	['connection generate', 'key'],
	['connection generate', 'source'],
	['connection get', 'refresh'],
	['connection update', 'authScheme'],
	['connection update', 'specifyBody'],
	['installation getAll', 'operation'],
	['installation getAll', 'healthStatus'],
];

const LOCATORS = [
	['connection get', 'connectionId'],
	['connection generate', 'provider'],
	['installation get', 'integrationId'],
	['installation get', 'installationId'],
];

/** What can be added to an empty collection. */
const ADDITIONS = [
	['Get Many', 'Add Filter'],
	['Generate', 'Add Field'],
	['Get', 'Add Option'],
	['Update', 'Add Field'],
	['Delete', 'Add Condition'],
];

/** The forms to run; the last ones delete. */
const RESULTS = [
	'connection get',
	'connection oauthConnect',
	'connection update',
	'connection delete',
	'installation getAll',
	'installation get',
	'installation delete',
];

/**
 * `npm run screenshots:all`: takes pictures of everything that the editor shows of the nodes, to be looked at one by one.
 * They go into a temporary folder, by n8n version.
 */
picture(async (scene) => {
	const { server, client, credential } = scene;
	const { id } = await client.createWorkflow(tour(credential));
	const editor = await openEditor(server.url, client.session, { viewport: VIEWPORT });
	try {
		const panels = new Panels(editor.page);
		const take = taking(panels, FOLDER);
		await pictureForms(scene, panels, take);
		await pictureTour(id, panels, take);
		await pictureTools(scene, panels, take);
	} finally {
		await editor.close();
	}
});

/** Every form of the node with all its fields, and its lists. */
async function pictureForms(scene: Scene, panels: Panels, take: Take): Promise<void> {
	const nodes = await nodesOf(scene, 'ampersand');
	const to = nodes.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }));
	const { id } = await scene.client.createWorkflow({
		name: 'Forms',
		nodes: [{ ...START, id: randomUUID() }, ...nodes],
		connections: { [START.name]: { main: [to] } },
	});
	await panels.openWorkflow(id);
	await take('forms');
	for (const { name } of nodes) {
		await panels.openNode(name);
		await take(name);
	}
	for (const [name, parameter] of LISTS) {
		await panels.openNode(name);
		await panels.openOptions(parameter);
		await take(`list ${name} ${parameter}`);
	}
	await panels.openNode('connection getAll');
	await panels.openModes('projectIdOrName');
	await take('list connection getAll modes');
	for (const [name, parameter] of LOCATORS) {
		await panels.openNode(name);
		await panels.openList(parameter);
		await take(`list ${name} ${parameter}`);
	}
	for (const name of RESULTS) {
		await panels.run(id, name);
		await take(`result ${name}`);
	}
}

/** Nodes as a user finds them, the trigger, the credential, and results. */
async function pictureTour(id: string, panels: Panels, take: Take): Promise<void> {
	await panels.openWorkflow(id);
	await panels.searchNodes('ampersand');
	await take('node search');
	await panels.actionsOf('Ampersand');
	await take('node panel');
	await panels.openWorkflow(id);
	for (const [name, label] of ADDITIONS) {
		await panels.openNode(name);
		await panels.addition(label).click();
		await take(`add ${name}`);
	}
	await panels.openSettings('Get');
	await take('settings');
	await panels.openNode('Trigger');
	await take('trigger');
	await panels.openList('projectIdOrName');
	// The first one is selected, and shown before the list is loaded.
	await panels.listed.nth(1).waitFor();
	await take('trigger projects');
	await panels.openNode('Trigger');
	await panels.openOptions('events');
	await take('trigger events');
	await panels.openCredential('Get');
	await take('credential');
	for (const name of ['Get Many', 'Get', 'Generate']) {
		await panels.run(id, name);
		await take(`result ${name}`);
	}
}

/** The node as the tool of an AI agent. */
async function pictureTools(scene: Scene, panels: Panels, take: Take): Promise<void> {
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', {}, { typeVersion: 2, position: [0, -300] });
	const tools = (await nodesOf(scene, 'ampersandTool')).filter(
		({ name }) => !/generate|update|connection .* manual/.test(name),
	);
	const to = { node: agent.name, type: 'ai_tool' as const, index: 0 };
	const connections: IConnections = Object.fromEntries(tools.map(({ name }) => [name, { ai_tool: [[to]] }]));
	const { id } = await scene.client.createWorkflow({ name: 'Tools', nodes: [agent, ...tools], connections });
	await panels.openWorkflow(id);
	await take('agent');
	await panels.openTools(agent.name);
	await panels.searchNodes('ampersand');
	await panels.offered.filter({ hasText: 'Ampersand' }).waitFor();
	await take('agent tools');
	await panels.closePanel();
	for (const { name } of tools) {
		await panels.openNode(name);
		await take(`tool ${name}`);
	}
}

/** A node for each form, with what it refers to. */
async function nodesOf({ client, api, credential }: Scene, name: string): Promise<INode[]> {
	const type = `${PACKAGE}.${name}`;
	const description = (await client.nodeTypes()).find((each) => each.name === type);
	if (!description) throw new Error(`n8n doesn't offer ${type}`);
	const [{ id: installationId, integrationId, connectionId, group }] = api.state.installations;
	const values: INodeParameters = {
		projectIdOrName: byName(PROJECT),
		provider: fromList('zendeskSupport'),
		connectionId: fromList(connectionId),
		integrationId: fromList(integrationId),
		installationId: fromList(installationId),
		groupRef: group.groupRef,
		consumerRef: 'user-456',
		onlyIf: {
			groupRef: fromList(group.groupRef, group.groupName),
			provider: fromList('hubspot', 'HubSpot'),
			status: ['working'],
		},
	};
	return formsOf(description).map(({ name: title, parameters }, index) => {
		const shown = Object.keys(parameters).filter((key) => key in values);
		const filled = { ...parameters, ...Object.fromEntries(shown.map((key) => [key, values[key]])) };
		const position: INode['position'] = [(1 + (index % 6)) * 260, Math.floor(index / 6) * 220];
		return node(title, type, filled, {
			id: randomUUID(),
			credentials: { ampersandApi: credential },
			position,
		});
	});
}
