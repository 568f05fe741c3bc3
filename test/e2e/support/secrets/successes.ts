import type { Execution } from '../saved';
import { byId, items } from '../workflows';
import { type Mark, mark } from './marks';
import { nodeOf, type Scene } from './scene';

/** The secrets that the API has of every customer, and returns with every connection. */
export const STORED: Mark[] = [
	'storedKey',
	'storedAccess',
	'storedRefresh',
	'storedPassword',
	'storedCustom',
].map(mark);

/** A customer's key that is typed, and one that an item carries. */
export const [TYPED, CARRIED] = ['typedKey', 'carriedKey'].map(mark);

/** The credentials of a connection that Get is asked for. */
export const ASKED: Mark[] = ['askedKey', 'askedAccess'].map(mark);

/** Lets the API return secrets with every connection. */
export function storeSecrets({ api }: Scene): void {
	const [apiKey, access, refresh, password, custom] = STORED.map(({ text }) => text);
	const tokens = { accessToken: { token: access }, refreshToken: { token: refresh } };
	const credentials = {
		apiKey,
		basicAuth: { username: 'jane', password },
		customAuth: { key: custom },
		oauth2AuthorizationCode: tokens,
		oauth2PasswordCredentials: { username: 'jane', password },
		...tokens,
	};
	for (const { connection } of api.state.connections) Object.assign(connection, credentials);
}

/** Runs every operation where it succeeds. */
export async function succeed(scene: Scene): Promise<Execution> {
	const credential = await scene.credentialFor(scene.api.url);
	const names = Object.keys(scene.operations).filter((name) => !name.includes(','));
	const nodes = names.map((name) => nodeOf(name, credential, scene.operations[name]));
	return await scene.run('succeed', nodes);
}

/** Generates connections with secrets that n8n saves as input, where each fails with all of it in the response. */
export async function runWithInput(scene: Scene): Promise<void> {
	const credential = await scene.credentialFor(scene.targets.problem.baseUrl);
	const generate = { ...scene.operations['connection generate'] };
	await scene.run('typed', [nodeOf('Generate', credential, { ...generate, apiKey: TYPED.text })]);
	const carried = nodeOf('Generate', credential, { ...generate, apiKey: '={{ $json.key }}' });
	await scene.runChain('carried', [...items([{ key: CARRIED.text }]), carried]);
}

/** Gets a connection with its credentials. */
export async function askFor(scene: Scene): Promise<void> {
	const [apiKey, token] = ASKED.map(({ text }) => text);
	const [{ connection }] = scene.api.state.connections;
	const refresh = STORED[2].text;
	const tokens = { accessToken: { token }, refreshToken: { token: refresh } };
	const customers = { basicAuth: undefined, customAuth: undefined, oauth2PasswordCredentials: undefined };
	Object.assign(connection, { ...customers, ...tokens, apiKey, oauth2AuthorizationCode: tokens });
	const credential = await scene.credentialFor(scene.api.url);
	const parameters = { operation: 'get', connectionId: byId(connection.id), simplify: false };
	await scene.run('asked', [nodeOf('Get', credential, { ...parameters, options: { includeCreds: true } })]);
}
