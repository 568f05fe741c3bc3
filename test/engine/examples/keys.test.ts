import type { IDataObject } from 'n8n-workflow';
import { triggerHarness } from '../../support/triggerHarness';
import { connectionsOf, jsonOf, play } from './play';

const harness = triggerHarness();

/** The connection that has an API key, as a row or a form names it. */
function withKey(): { customerId: string; userId: string; provider: string; id: string } {
	const found = connectionsOf(harness).find(({ authScheme }) => authScheme === 'apiKey');
	if (!found) throw new Error('No connection with an API key is seeded');
	const { id, provider, group, consumer } = found;
	return { customerId: group.groupRef, userId: consumer.consumerRef, provider, id };
}

describe('the example "rotate an API key"', () => {
	const rotate = async (differences: IDataObject = {}) => {
		const { customerId, userId, provider } = withKey();
		const form = { 'Customer ID': customerId, 'User ID': userId, Provider: provider, 'New API Key': 'next' };
		return await play(harness, 'rotate-an-api-key', { input: [{ ...form, ...differences }] });
	};

	it('replaces the key of the connection, and only the key', async () => {
		const { id } = withKey();
		expect(jsonOf(await rotate(), 'Get Connection')).toEqual([expect.objectContaining({ id })]);
		expect(harness.sent('PATCH').map(({ body }) => body)).toEqual([
			{ updateMask: ['apiKey'], connection: { apiKey: 'next' } },
		]);
	});

	it('stops when the customer has no such connection', async () => {
		const { error } = await rotate({ Provider: 'hubspot' });
		expect(error?.message).toMatch(/No connections found/);
		expect(harness.sent('PATCH')).toEqual([]);
	});

	it.each(['Customer ID', 'User ID', 'Provider', 'New API Key'])('changes nothing without %s', async (field) => {
		const { error } = await rotate({ [field]: '' });
		expect(error?.message).toContain(' is empty');
		expect(harness.sent('PATCH')).toEqual([]);
	});
});

describe('the example "rotate keys from a CSV"', () => {
	const rotate = async (rows: string[]) => {
		const csv = ['customerId,userId,provider,apiKey', ...rows].join('\n');
		const data = Buffer.from(csv).toString('base64');
		const files = [{ json: {}, binary: { CSV: { data, mimeType: 'text/csv', fileName: 'keys.csv' } } }];
		return await play(harness, 'rotate-keys-from-a-csv', { files });
	};
	const row = () => {
		const { customerId, userId, provider } = withKey();
		return `${customerId},${userId},${provider},next`;
	};

	it('accounts for every row: rotated, not found, and failed', async () => {
		const rows = ['nobody,user-1,apollo,next', row(), ',user-1,apollo,next'];
		const result = await rotate(rows);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result, 'Write Report')).toEqual([
			{
				rotated: 1,
				others: [
					{ customerId: 'nobody', userId: 'user-1', provider: 'apollo', result: 'not found' },
					{
						customerId: '',
						userId: 'user-1',
						provider: 'apollo',
						result: expect.stringContaining('is empty') as string,
					},
				],
			},
		]);
	});

	it("goes on after a row whose key can't be updated, and says why", async () => {
		harness.api.fault({
			match: { method: 'PATCH' },
			respond: { status: 422, body: { title: 'Unprocessable', status: 422, detail: 'The key is too short' } },
		});
		const [report] = jsonOf(await rotate([row(), row()]), 'Write Report');
		expect(report).toMatchObject({ rotated: 1, others: [{ result: 'The key is too short' }] });
	});

	it('updates the key of the row, and only the key', async () => {
		await rotate([row()]);
		expect(harness.sent('PATCH').map(({ body }) => body)).toEqual([
			{ updateMask: ['apiKey'], connection: { apiKey: 'next' } },
		]);
	});
});
