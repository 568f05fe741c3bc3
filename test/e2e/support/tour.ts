import { randomUUID } from 'node:crypto';
import type { INode, INodeCredentialsDetails, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from './saved';
import { ampersand, byId, fromList, node, PACKAGE, START } from './workflows';

const project = { projectIdOrName: fromList('mailmonkey-production', 'MailMonkey (mailmonkey-production)') };
const missing = { connectionId: byId('c3a1f9d2-7b4e-4f8a-9e6d-2c5b8a3f1e7d') };

/** A customer's key entered in the form. */
export const TYPED_KEY = ['a', 'key', 'that', 'was', 'typed'].join('-');

const [CODE_GRANT] = ['oauth2/authorizationCode'];

/** The nodes of the tour, by their names on the canvas. */
const FORMS: Record<string, INodeParameters> = {
	'Get Many': { operation: 'getAll', filters: { status: ['bad_credentials'] } },
	Generate: {
		operation: 'generate',
		provider: fromList('apollo', 'Apollo'),
		groupRef: 'group-123',
		consumerRef: 'user-456',
		apiKey: TYPED_KEY,
		additionalFields: { groupName: 'Acme Corp' },
	},
	'Import Tokens': { operation: 'generate', authScheme: CODE_GRANT },
	Get: { operation: 'get', ...missing },
	Update: { operation: 'update', authScheme: 'basic' },
	'Update With JSON': { operation: 'update', specifyBody: 'json' },
	Delete: { operation: 'delete' },
	'OAuth URL': { operation: 'oauthConnect' },
	'OAuth Update URL': { operation: 'oauthUpdate' },
};

/**
 * A workflow with a node for each form, and a trigger. All nodes follow the start directly, so that none needs another;
 * only Delete follows Get Many.
 */
export function tour(credential: INodeCredentialsDetails): WorkflowJson {
	const forms = Object.entries(FORMS).map(([name, given], index) => ({
		...ampersand(name, credential, { ...project, ...given }),
		position: [(1 + (index % 3)) * 260, Math.floor(index / 3) * 220] as [number, number],
	}));
	const trigger = node(
		'Trigger',
		`${PACKAGE}.ampersandTrigger`,
		{
			...project,
			events: ['connection.error', 'connection.deleted'],
			filters: { provider: fromList('salesforce', 'Salesforce') },
		},
		{ credentials: { ampersandApi: credential }, position: [0, 220] },
	);
	const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
	const first = forms.map(({ name }) => name).filter((name) => name !== 'Delete');
	return {
		name: 'Tour',
		nodes: [START, ...forms, trigger].map(withId),
		connections: { [START.name]: { main: [first.map(to)] }, 'Get Many': { main: [[to('Delete')]] } },
	};
}

/** The editor finds a node by the beginning of its ID, so no ID may be the beginning of another. */
function withId(original: INode): INode {
	return { ...original, id: randomUUID() };
}
