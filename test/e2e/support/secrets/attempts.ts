import type { INode, INodeParameters, OnError } from 'n8n-workflow';
import { CONNECTION_DATA, signed } from '../../../../emulator/signed';
import { CREDENTIAL_TYPE, PROJECT } from '../e2eHarness';
import { startModel } from '../model';
import type { Execution } from '../saved';
import { eventually } from '../until';
import { byId, byName, node, PACKAGE, START } from '../workflows';
import { INVALID } from './cases';
import { problem } from './echo';
import { type Mark, madeMark } from './marks';
import { nodeOf, type Scene } from './scene';
import type { Target } from './targets';

/** What is tried against every target: a list, which is streamed, and requests with many secrets. All share one transport. */
const TYPICAL = ['connection getAll', 'generate, JSON', 'generate, password'];

/** The operations that are tried against a target; each of them where everything comes back. */
function namesFor({ targets, operations }: Scene, target: Target): string[] {
	return target === targets.problem ? Object.keys(operations) : TYPICAL;
}

/** Operations that each stop a workflow with their error. */
export function failures(scene: Scene, target: Target): Array<() => Promise<Execution>> {
	return namesFor(scene, target).map((name) => async () => {
		const credential = await scene.credentialFor(target.baseUrl);
		const { timeout } = target;
		return await scene.run(`${target.name}: ${name}`, [
			nodeOf(name, credential, scene.operations[name], { timeout }),
		]);
	});
}

/** Operations that each continue after their error, in both ways, through the target's proxy if it has one. */
export async function continuing(scene: Scene, target: Target): Promise<Execution> {
	const credential = await scene.credentialFor(target.baseUrl);
	const nodes = namesFor(scene, target).map((name, index) => {
		const onError = index % 2 ? 'continueErrorOutput' : 'continueRegularOutput';
		return nodeOf(name, credential, scene.operations[name], target, onError);
	});
	return await scene.run(`continue: ${target.name}`, nodes);
}

/** Nodes whose input is rejected before a request. */
async function rejected(scene: Scene, onError?: OnError): Promise<INode[]> {
	const credential = await scene.credentialFor(scene.api.url);
	return Object.entries(INVALID).map(([name, parameters]) =>
		nodeOf(name, credential, parameters, {}, onError),
	);
}

/** Rejected input that stops a workflow. */
export async function rejections(scene: Scene): Promise<Array<() => Promise<Execution>>> {
	return (await rejected(scene)).map((node) => async () => await scene.run(`invalid: ${node.name}`, [node]));
}

/** Rejected input after which a workflow continues. */
export async function continuingRejections(scene: Scene): Promise<Execution> {
	return await scene.run('continue: invalid', await rejected(scene, 'continueRegularOutput'));
}

/** What the editor shows when a list or the test of a credential fails. */
export async function editorTexts({ client, credentialFor }: Scene, target: Target): Promise<string[]> {
	const credential = await credentialFor(target.baseUrl);
	const parameters = { projectIdOrName: byName(PROJECT), provider: byName('apollo') } as INodeParameters;
	const locators = ['projectIdOrName', 'provider', 'connectionId', 'integrationId', 'installationId'];
	const lists = ['getProjects', 'getProviders', 'getConnections', 'getIntegrations', 'getInstallations'];
	const given = { ...parameters, integrationId: byId('any') };
	const shown = lists.map(async (method, index) => {
		return await reasonOf(
			client.locatorResults(method, locators[index], given, { [CREDENTIAL_TYPE]: credential }),
		);
	});
	const options = client.request('POST', '/rest/dynamic-node-parameters/options', {
		path: 'parameters.authScheme',
		nodeTypeAndVersion: { name: `${PACKAGE}.ampersand`, version: 1 },
		currentNodeParameters: parameters,
		methodName: 'getAuthSchemes',
		credentials: { [CREDENTIAL_TYPE]: credential },
	});
	const tested = client.testCredential(CREDENTIAL_TYPE, credential);
	return await Promise.all([
		...shown,
		options.catch(String),
		tested.then((result) => JSON.stringify(result)),
	]);
}

/** Lets an agent call operations that fail; returns what the model has read. */
export async function agentTexts(scene: Scene): Promise<string> {
	const model = await startModel();
	const apiKey = 'of-the-model';
	const openAiApi = await scene.client.createCredential('openAiApi', 'Model', { apiKey, url: model.url });
	const credential = await scene.credentialFor(scene.targets.problem.baseUrl);
	const names = ['connection generate', 'generate, JSON', 'connection update', 'connection getAll'];
	const tools = names.map((name) => {
		const tool = nodeOf(name.replace(/\W+/g, '_'), credential, scene.operations[name]);
		const parameters = {
			...tool.parameters,
			descriptionType: 'manual',
			toolDescription: name,
			output: 'raw',
		};
		return { ...tool, type: `${tool.type}Tool`, parameters };
	});
	const langchain = '@n8n/n8n-nodes-langchain';
	const agent = node(
		'Agent',
		`${langchain}.agent`,
		{ promptType: 'define', text: 'Well?' },
		{ typeVersion: 3 },
	);
	const chat = node(
		'Chat',
		`${langchain}.lmChatOpenAi`,
		{ model: { ...byId('scripted') } },
		{ typeVersion: 1.2 },
	);
	model.play(tools.map(({ name }) => ({ tool: name, args: {} })));
	const { id } = await scene.client.createWorkflow({
		name: 'Agent',
		nodes: [START, agent, { ...chat, credentials: { openAiApi } }, ...tools],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Chat: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			...Object.fromEntries(
				tools.map(({ name }) => [
					name,
					{ ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
				]),
			),
		},
	});
	await scene.client.runWorkflow(id, 'Start');
	await model.close();
	return JSON.stringify(model.requests);
}

/** A published trigger for an API. */
async function createTrigger(
	{ client, credentialFor }: Scene,
	name: string,
	baseUrl: string,
): Promise<string> {
	const parameters = { projectIdOrName: byName(PROJECT), events: ['connection.error'] };
	const credentials = { [CREDENTIAL_TYPE]: await credentialFor(baseUrl) };
	const type = `${PACKAGE}.ampersandTrigger`;
	const trigger = node('Trigger', type, parameters, { credentials, webhookId: name.replace(/\W+/g, '-') });
	return (await client.createWorkflow({ name: `trigger: ${name}`, nodes: [trigger], connections: {} })).id;
}

/** Publishes a trigger and listens for a test event where both fail; returns what n8n says. */
export async function failedTrigger(scene: Scene, target: Target): Promise<string[]> {
	const id = await createTrigger(scene, target.name, target.baseUrl);
	const publishing = await reasonOf(scene.client.activate(id));
	return [publishing, await reasonOf(scene.client.listen(id, 'Trigger'))];
}

/**
 * Publishes a trigger, delivers to it, lets the API fail while its secret is read and while it is removed, and removes it.
 *
 * @returns its signing secret
 */
export async function usedTrigger(scene: Scene): Promise<Mark> {
	const { api, client, server } = scene;
	const id = await createTrigger(scene, 'works', api.url);
	await client.activate(id);
	const [{ metadata, secrets }] = api.state.destinations;
	const url = server.url + new URL(metadata.url).pathname;
	const deliver = async (secret: string, event: string): Promise<number> => {
		const { headers, body } = signed(secret, event, 'connection.error', CONNECTION_DATA);
		const response = await fetch(url, {
			method: 'POST',
			body,
			headers: { ...headers, 'content-type': 'application/json' },
		});
		return response.status;
	};
	expect(await deliver(secrets.webhookSigningKey, 'genuine')).toBe(200);
	await eventually(
		async () => await client.executionsOf(id),
		(all) => all.length === 1,
	);
	api.fault({ times: Infinity, respondTo: problem });
	expect(await deliver(`whsec_${btoa('another secret')}`, 'forged')).toBe(401);
	await client.deactivate(id).catch(String);
	api.clearFaults();
	await client.deactivate(id);
	return madeMark('signing', secrets.webhookSigningKey);
}

/** @throws Error if it doesn't fail, so that nothing is missed */
async function reasonOf(failing: Promise<unknown>): Promise<string> {
	return await failing.then((result) => {
		throw new Error(`It didn't fail: ${JSON.stringify(result)}`);
	}, String);
}
