import { PUBLIC_URL } from '../support/e2eHarness';
import { eventually } from '../support/until';
import { type Claims, type ExamplesContext, expectNoKey, jsonOf } from './context';

/** What the example does in a whole n8n. */
export function askBeforeDeleting(context: ExamplesContext): Claims {
	const { harness } = context;
	/** Runs the example until it waits, and submits a decision. */
	const decide = async (customer: string, decision: string) => {
		const { id } = await context.load('ask-before-deleting', { settings: { customer } });
		await harness.client.listen(id, 'Start');
		const [waiting] = await eventually(
			async () => await harness.client.executionsOf(id),
			([execution]) => execution?.status === 'waiting',
		);
		const link = await eventually(
			async () => {
				const saved = await harness.client.request('GET', `/rest/executions/${waiting.id}`);
				return /https:[\w/.:-]+form-waiting[\w/?=&.-]+/.exec(saved)?.[0] ?? '';
			},
			(found) => found !== '',
		);
		const body = new FormData();
		body.append('field-0', decision);
		const response = await fetch(link.replace(PUBLIC_URL, harness.server.url), { method: 'POST', body });
		expect(response.status).toBe(200);
		return await harness.client.execution(waiting.id);
	};
	const broken = () => {
		const found = context.connections().find(({ group }) => group.groupRef === 'group-132');
		if (!found) throw new Error('No connection of group-132 is seeded');
		found.status = 'bad_credentials';
		return found;
	};
	return {
		'deletes nothing after a no': async () => {
			const { id, group } = broken();
			const execution = await decide(group.groupRef, 'Keep');
			expect(jsonOf(execution, 'Nothing Deleted')).toHaveLength(1);
			expect(context.connections().map((connection) => connection.id)).toContain(id);
		},
		'deletes after a yes in the form': async () => {
			const { id, group } = broken();
			const execution = await decide(group.groupRef, 'Delete');
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Delete Connection')).toContainEqual({ deleted: true, id });
			expect(context.connections().map((connection) => connection.id)).not.toContain(id);
			expectNoKey(execution);
		},
	};
}

/** What the example does in a whole n8n. */
export function moveCustomer(context: ExamplesContext): Claims {
	return {
		'moves the installation to the new connection and resumes its reads': async () => {
			const { api } = context.harness;
			const [installation] = context
				.installations()
				.filter(({ config }) => config.content.provider === 'salesforce');
			api.breakConnection(installation.connectionId);
			api.pauseReads(installation.id);
			const created = structuredClone(api.state.connection(installation.projectId, installation.connectionId));
			const updateTime = new Date().toISOString();
			Object.assign(created.connection, { id: 'the-new-connection', status: 'created', updateTime });
			api.state.connections.push(created);
			const settings = { customer: installation.group.groupRef, dryRun: false };
			const execution = await context.runWith('move-a-customer-to-a-new-connection', settings);
			expect(execution.status).toBe('success');
			expect(installation).toMatchObject({ connectionId: 'the-new-connection', pausedObjects: [] });
			expectNoKey(execution);
		},
	};
}
