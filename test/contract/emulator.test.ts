import { PROJECT } from '../support/engineHarness';
import { emulatorHarness } from '../support/emulatorHarness';
import { Contract, describeWith, descriptionPath } from './openapi';

describeWith(descriptionPath)("the emulator's responses", () => {
	const harness = emulatorHarness();
	let contract: Contract;
	beforeAll(() => (contract = new Contract(descriptionPath ?? '')));

	const installation = () =>
		harness.api.state.installationsUsing(harness.api.state.usedConnection(PROJECT).connection.id)[0];
	const installationPath = () =>
		`/integrations/${installation().integrationId}/installations/${installation().id}`;

	it.each<[string, string, () => string, number]>([
		['listIntegrations', 'GET', () => '/integrations', 200],
		['getIntegration', 'GET', () => `/integrations/${installation().integrationId}`, 200],
		['getIntegration', 'GET', () => '/integrations/nobody', 404],
		['listInstallationsForProject', 'GET', () => '/installations', 200],
		['listInstallationsForProject', 'GET', () => '/installations?groupRef=group-124', 200],
		['listInstallations', 'GET', () => `/integrations/${installation().integrationId}/installations`, 200],
		['listInstallations', 'GET', () => '/integrations/nobody/installations', 404],
		['getInstallation', 'GET', installationPath, 200],
		['getInstallation', 'GET', () => `${installationPath()}0`, 404],
		['deleteInstallation', 'DELETE', installationPath, 204],
		['deleteInstallation', 'DELETE', () => `${installationPath()}0`, 404],
		['deleteConnection', 'DELETE', () => `/connections/${installation().connectionId}`, 400],
	])('are as %s describes them: %s %s', async (operationId, method, path, status) => {
		await harness.inProject(method, path());
		const [request] = harness.api.requests;
		expect(contract.operationOf(request)?.operationId).toBe(operationId);
		expect(request.status).toBe(status);
		expect(contract.faultsOf(request)).toEqual([]);
	});
});
