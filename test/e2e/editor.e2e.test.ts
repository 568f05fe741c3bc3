import { type Emulator, startEmulator } from '../../emulator';
import { Client } from './support/client';
import { describeWithBrowser, type Editor, openEditor } from './support/editor';
import { Panels } from './support/panels';
import { packNode, type Server, startN8n } from './support/server';
import { tour, TYPED_KEY } from './support/tour';
import { comesToHold } from './support/until';

const TOP = ['Resource', 'Operation', 'Project'];
const END = ['Options'];
const NEW = ['Provider', 'Group Ref', 'Consumer Ref'];

describeWithBrowser()('the nodes in the editor of n8n', () => {
	let server: Server;
	let api: Emulator;
	let client: Client;
	let workflow: string;
	let editor: Editor;
	let panels: Panels;

	beforeAll(async () => {
		const tarball = await packNode();
		[server, api] = await Promise.all([startN8n({ tarball }), startEmulator()]);
		client = new Client(server.url);
		await client.setupOwner();
		const account = { apiKey: api.apiKey, baseUrl: api.url };
		const credential = await client.createCredential('ampersandApi', 'Ampersand account', account);
		({ id: workflow } = await client.createWorkflow(tour(credential)));
		editor = await openEditor(server.url, client.session);
		panels = new Panels(editor.page);
		await panels.openWorkflow(workflow);
	});
	afterAll(async () => {
		await editor?.close();
		await api?.close();
		await server?.stop();
	});

	describe('are found in the node panel', () => {
		afterEach(async () => await panels.closePanel());

		it('under the name of the product', async () => {
			await comesToHold(async () => {
				const offered = await panels.searchNodes('ampersand');
				expect(offered.map(({ name }) => name)).toEqual(['Ampersand']);
			});
		});

		it('by what a user wants to do', async () => {
			await comesToHold(async () => {
				const [first] = await panels.searchNodes('list connections');
				expect(first.name).toBe('Ampersand');
			});
		});

		it('with every operation as an action', async () => {
			await panels.searchNodes('ampersand');
			expect(await panels.actionsOf('Ampersand')).toEqual([
				'Create OAuth URL for existing connection',
				'Create OAuth URL for new connection',
				'Delete connection',
				'Generate connection',
				'Get connection',
				'Get many connections',
				'Update connection',
				'Create installation',
				'Delete installation',
				'Get installation',
				'Get many installations',
				'Get many operations of installation',
				'Get logs of operation',
				'Pause reads of installation',
				'Unpause reads of installation',
				'Update installation',
			]);
		});
	});

	it.each([
		['Get Many', [...TOP, 'Return All', 'Limit', 'Filters', 'Status', 'Simplify', ...END]],
		[
			'Generate',
			[...TOP, ...NEW, 'Auth Scheme', 'API Key', 'Additional Fields', 'Group Name', 'Simplify', ...END],
		],
		[
			'Import Tokens',
			[
				...[...TOP, ...NEW, 'Auth Scheme', 'Access Token', 'Refresh Token', 'Scopes', 'Token Options'],
				...['Additional Fields', 'Simplify', ...END],
			],
		],
		['Get', [...TOP, 'Connection', 'Only If', 'Simplify', ...END]],
		[
			'Update',
			[
				...[...TOP, 'Connection', 'Specify Changes', 'Auth Scheme', 'Username', 'Password'],
				...['Update Fields', 'Only If', 'Simplify', ...END],
			],
		],
		[
			'Update With JSON',
			[...TOP, 'Connection', 'Specify Changes', 'JSON Body', 'Only If', 'Simplify', ...END],
		],
		['Delete', [...TOP, 'Connection', 'Only If', ...END]],
		['OAuth URL', [...TOP, ...NEW, 'Additional Fields', ...END]],
		['OAuth Update URL', [...TOP, 'Connection', 'Only If', ...END]],
		['Trigger', ['Project', 'Trigger On', 'Filters', 'Provider']],
	])('have a form with the fields of %s in order', async (name, labels) => {
		await panels.openNode(name);
		await comesToHold(async () => expect(await panels.labels()).toEqual(labels));
	});

	it('take a project from the list, by name, or by ID', async () => {
		await panels.openNode('Get');
		await panels.openModes('projectIdOrName');
		await comesToHold(async () =>
			expect(await panels.options.allInnerTexts()).toEqual(['From list', 'By Name']),
		);
	});

	it('fill the dropdown of connections from the API', async () => {
		await panels.openNode('Delete');
		const { id } = api.state.project('mailmonkey-production');
		const there = api.state.connections.filter(({ connection }) => connection.projectId === id);
		await panels.openList('connectionId');
		await comesToHold(async () => expect(await panels.listed.count()).toBe(there.length));
		expect(await panels.listed.allInnerTexts()).toContainEqual(
			expect.stringContaining('Salesforce · Acme Corp (group-123)'),
		);
	});

	it('show the output fields of an earlier node before it has run', async () => {
		await panels.openNode('Delete');
		const input = panels.page.getByTestId('ndv-input-panel');
		await comesToHold(async () => {
			const shown = await input.innerText();
			expect(['providerWorkspaceRef', 'updateTime'].filter((name) => !shown.includes(name))).toEqual([]);
		});
	});

	it('show their output as a table', async () => {
		await panels.run(workflow, 'Get Many');
		await comesToHold(async () => {
			const heads = await panels.output.locator('th').allInnerTexts();
			expect(heads.map((head) => head.trim()).slice(0, 3)).toEqual(['id', 'provider', 'status']);
		});
	});

	it('show what happened and how to get unstuck in an error', async () => {
		await panels.run(workflow, 'Get');
		await comesToHold(async () => {
			const shown = await panels.output.innerText();
			expect(shown).toMatch(/was not found/);
			expect(shown).toMatch(/Check 'Project' and 'Connection'/);
			expect(shown).toMatch(/Request ID: /);
		});
	});

	it('show no secret, whether entered or in an error', async () => {
		const detail = `The connection cannot be generated with ${TYPED_KEY}`;
		api.fault({ match: { path: '/connections:generate' }, respond: { status: 422, body: { detail } } });
		await panels.run(workflow, 'Generate');
		await comesToHold(async () => expect(await panels.output.innerText()).toMatch(/cannot be generated/));
		const text = await panels.page.locator('body').innerText();
		expect([TYPED_KEY, api.apiKey].filter((secret) => text.includes(secret))).toEqual([]);
		expect(await panels.parameter('apiKey').locator('input').getAttribute('type')).toBe('password');
	});

	it.each(['light', 'dark'] as const)('have an icon for the %s theme', async (theme) => {
		const other = await openEditor(server.url, client.session, { theme });
		try {
			const themed = new Panels(other.page);
			await themed.openWorkflow(workflow);
			const icon = themed.node('Get Many').locator('img');
			expect(await icon.getAttribute('src')).toMatch(theme === 'dark' ? /\.dark\.svg$/ : /ampersand\.svg$/);
			await comesToHold(async () =>
				expect(
					await icon.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
				).toBe(64),
			);
			expect(other.errors).toEqual([]);
		} finally {
			await other.close();
		}
	});

	it('log no error to the console of the browser', () => {
		expect(editor.errors).toEqual([]);
	});
});
