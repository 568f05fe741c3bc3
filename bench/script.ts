import type { IDataObject } from 'n8n-workflow';
import type { Prepared } from './api';
import { load } from './install';
import { CONCURRENCY } from './workflows';

/** Not imported: n8n's linter forbids it to nodes, and cannot tell the benchmark from one. */
const { default: axios } = load<typeof import('axios')>('axios');

interface Page {
	results: IDataObject[];
	pagination: { done: boolean; nextPageToken?: string };
}

/** The same work in a few lines without n8n: what no node can do without. */
export function script({ credential, project }: Prepared) {
	const client = axios.create({
		baseURL: `${credential.baseUrl}/projects/${project}/connections`,
		headers: { 'X-Api-Key': credential.apiKey },
	});
	const list = async () => (await client.get<IDataObject[]>('')).data;
	const get = async (id: string) => (await client.get<IDataObject>(`/${id}`)).data;
	return {
		get: (ids: string[]) => async () => await each(ids, get),
		list: () => list,
		pages: () => async () => {
			const all: IDataObject[] = [];
			let pageToken: string | undefined;
			do {
				const { data } = await client.get<Page>('', { params: { pageToken } });
				for (const connection of data.results) all.push(connection);
				pageToken = data.pagination.nextPageToken;
			} while (pageToken !== undefined);
			return all;
		},
		generate: (customers: Array<{ groupRef: string; consumerRef: string; key: string }>) => async () =>
			await each(customers, async ({ groupRef, consumerRef, key }) => {
				const body = { provider: 'apollo', groupRef, consumerRef, apiKey: key };
				return (await client.post<IDataObject>(`${client.defaults.baseURL}:generate`, body)).data;
			}),
		mend: (status: string) => async () => {
			const broken = (await list()).filter((connection) => connection.status === status);
			const got = await each(broken, async ({ id }) => await get(String(id)));
			const connection = { providerWorkspaceRef: 'acme' };
			const body = { updateMask: ['providerWorkspaceRef'], connection };
			return await each(
				got,
				async ({ id }) => (await client.patch<IDataObject>(`/${String(id)}`, body)).data,
			);
		},
	};
}

async function each<T>(work: T[], task: (one: T) => Promise<IDataObject>): Promise<IDataObject[]> {
	const results: IDataObject[] = [];
	let next = 0;
	const worker = async () => {
		while (next < work.length) {
			const index = next++;
			results[index] = await task(work[index]);
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, worker));
	return results;
}
