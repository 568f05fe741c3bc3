import type { IDataObject } from 'n8n-workflow';
import { type Claims, type ExamplesContext, expectNoKey, jsonOf, pairingOf } from './context';

/** What the example does in a whole n8n. */
export function removeCustomer(context: ExamplesContext): Claims {
	const { harness } = context;
	const remove = async (settings: IDataObject) =>
		await context.runWith('remove-a-churned-customer', settings);
	return {
		'only shows what it would delete, by default': async () => {
			const groupRef = 'group-124';
			const theirs = context.ofGroup(groupRef);
			const execution = await remove({ customer: groupRef });
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Show Plan')).toEqual([
				{
					customer: groupRef,
					dryRun: true,
					installations: theirs.installations.map(
						(other) => expect.objectContaining({ id: other }) as object,
					),
					connections: theirs.connections.map((other) => expect.objectContaining({ id: other }) as object),
				},
			]);
			expect(context.requests()).toEqual(['GET 200', 'GET 200']);
			expect(context.ofGroup(groupRef)).toEqual(theirs);
			expectNoKey(execution);
		},
		"deletes the customer's installations and connections, and no others": async () => {
			const groupRef = 'group-124';
			const { installations } = context.ofGroup(groupRef);
			const others = [...context.connections(), ...context.installations()].filter(
				({ group }) => group.groupRef !== groupRef,
			);
			const execution = await remove({ customer: groupRef, dryRun: false });
			expect(execution.status).toBe('success');
			expect(installations.length).toBeGreaterThan(1);
			expect(jsonOf(execution, 'Report')).toEqual([
				expect.objectContaining({ customer: groupRef, deletedInstallations: installations, notDeleted: [] }),
			]);
			expect(pairingOf(execution, 'Delete Installation')).toEqual(
				installations.map((_, item) => ({ item })),
			);
			expect([...context.connections(), ...context.installations()]).toEqual(others);
			expectNoKey(execution);
		},
		'deletes the connections of a customer without installations': async () => {
			const groupRef = 'group-125';
			const theirs = context.ofGroup(groupRef);
			const execution = await remove({ customer: groupRef, dryRun: false });
			expect(theirs).toMatchObject({ installations: [] });
			expect(jsonOf(execution, 'Report')).toEqual([
				{ customer: groupRef, deletedInstallations: [], deletedConnections: theirs.connections, notDeleted: [] },
			]);
			expect(context.ofGroup(groupRef)).toEqual({ installations: [], connections: [] });
		},
		'reports that there was nothing to delete': async () => {
			const execution = await remove({ customer: 'group-of-nobody', dryRun: false });
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Report')).toEqual([
				expect.objectContaining({ deletedInstallations: [], deletedConnections: [], notDeleted: [] }),
			]);
			expect(context.requests()).toEqual(['GET 200', 'GET 200', 'GET 200']);
		},
		'stops before any request when no customer is named': async () => {
			const execution = await remove({ dryRun: false });
			expect(execution.status).toBe('error');
			expect(execution.data.resultData.error?.message).toContain("'Group Ref'");
			expect(context.requests()).toEqual([]);
		},
		"reports what couldn't be deleted": async () => {
			const groupRef = 'group-126';
			const [stays, ...rest] = context.ofGroup(groupRef).connections;
			harness.api.fault({
				match: { method: 'DELETE', path: new RegExp(stays) },
				respond: {
					status: 403,
					headers: { 'content-type': 'application/problem+json' },
					body: { title: 'Forbidden', status: 403, detail: 'This one must stay' },
				},
			});
			const execution = await remove({ customer: groupRef, dryRun: false });
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Report')).toEqual([
				expect.objectContaining({
					deletedConnections: rest,
					notDeleted: [expect.objectContaining({ error: 'This one must stay' })],
				}),
			]);
		},
	};
}
