import type { IDataObject } from 'n8n-workflow';
import type { Prepared } from '../emulator/client';
import { load } from '../install';
import { CONCURRENCY } from './steps';

interface Page {
	results: IDataObject[];
	pagination: { done: boolean; nextPageToken?: string };
}

/** The same work in a few lines without n8n: the least that it can cost. */
export function script({ credential, project }: Prepared) {
	// n8n's linter forbids importing it, because it can't tell the benchmark from a node.
	const { default: axios } = load<typeof import('axios')>('axios');
	const client = axios.create({
		baseURL: `${credential.baseUrl}/projects/${project}`,
		headers: { 'X-Api-Key': credential.apiKey },
	});
	const list = async () => (await client.get<IDataObject[]>('/connections')).data;
	const get = async (id: string) => (await client.get<IDataObject>(`/connections/${id}`)).data;
	const remove = async (id: string) => {
		const { status } = await client.delete(`/connections/${id}`, { validateStatus: () => true });
		return status < 300 ? {} : { error: status };
	};
	return {
		get: (ids: string[]) => async () => await each(ids, get),
		list: () => list,
		pages:
			(path: string, query: object = {}) =>
			async () => {
				const all: IDataObject[] = [];
				let pageToken: string | undefined;
				do {
					const { data } = await client.get<Page>(path, { params: { ...query, pageToken } });
					for (const entry of data.results) all.push(entry);
					pageToken = data.pagination.nextPageToken;
				} while (pageToken !== undefined);
				return all;
			},
		deleteAll: (ids: string[]) => async () => await each(ids, remove),
		deleteOf: (groupRef: string, ids: string[]) => async () =>
			await each(ids, async (id) => {
				const { group } = await get(id);
				return (group as IDataObject).groupRef === groupRef ? await remove(id) : {};
			}),
		generate: (customers: Array<{ groupRef: string; consumerRef: string; key: string }>) => async () =>
			await each(customers, async ({ groupRef, consumerRef, key }) => {
				const body = { provider: 'apollo', groupRef, consumerRef, apiKey: key };
				return (await client.post<IDataObject>('/connections:generate', body)).data;
			}),
		repair: (status: string, providerWorkspaceRef: string) => async () => {
			const broken = (await list()).filter((connection) => connection.status === status);
			const got = await each(broken, async ({ id }) => await get(String(id)));
			const body = { updateMask: ['providerWorkspaceRef'], connection: { providerWorkspaceRef } };
			return await each(
				got,
				async ({ id }) => (await client.patch<IDataObject>(`/connections/${String(id)}`, body)).data,
			);
		},
	};
}

/** Runs a task for each entry, `CONCURRENCY` at a time; results in the order of the entries. */
async function each<T>(entries: T[], task: (entry: T) => Promise<IDataObject>): Promise<IDataObject[]> {
	const results: IDataObject[] = [];
	let next = 0;
	const worker = async () => {
		while (next < entries.length) {
			const index = next++;
			results[index] = await task(entries[index]);
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, worker));
	return results;
}
