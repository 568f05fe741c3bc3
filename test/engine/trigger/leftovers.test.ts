import type { WorkflowFile } from '../../support/engine';
import { byId, PROJECT } from '../../support/engineHarness';
import { triggerHarness } from '../../support/triggerHarness';
import { EMPTY, REGISTERED } from './remoteState';

describe('activating a workflow whose former webhook cannot be removed', () => {
	const harness = triggerHarness();

	/** A workflow that was moved to another project when its former webhook couldn't be removed. */
	const movedWithLeftover = async (): Promise<WorkflowFile> => {
		const file = harness.workflow();
		await harness.host.activate(file);
		file.nodes[0].parameters.projectIdOrName = byId('ledgerly-production');
		harness.api.fault({ match: { method: 'DELETE', path: /destinations/ }, respond: { status: 403 } });
		await harness.host.activate(file);
		return file;
	};

	it('continues when the former webhook cannot be removed, and removes it next time', async () => {
		const file = await movedWithLeftover();
		expect(harness.api.state.destinations).toHaveLength(2);
		const [{ name }] = harness.api.state.destinations;
		const message = `^Couldn't remove the webhook '${name}' from the project '${PROJECT}': \\S+`;
		expect(harness.host.log).toEqual([{ level: 'warn', message: expect.stringMatching(message) }]);
		expect(await harness.host.activate(file)).toEqual({ existed: false });
		expect(harness.remoteState()).toEqual(REGISTERED);
	});

	it('removes the former webhook on deactivation if it could not be removed before', async () => {
		const file = await movedWithLeftover();
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});

	it('remembers the former webhook that cannot be removed when it removes a later one', async () => {
		const file = await movedWithLeftover();
		file.nodes[0].parameters.projectIdOrName = byId('mailmonkey-staging');
		const { id } = harness.api.state.project(PROJECT);
		const path = new RegExp(`/projects/${id}/destinations`);
		harness.api.fault({ match: { method: 'DELETE', path }, respond: { status: 403 } });
		await harness.host.activate(file);
		expect(harness.api.state.destinations).toHaveLength(2);
		await harness.host.deactivate(file);
		expect(harness.remoteState()).toEqual(EMPTY);
	});
});
