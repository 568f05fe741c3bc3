import type { IDataObject } from 'n8n-workflow';
import type { Connection } from '../shared/api';
import { SIMPLE_FIELDS } from './resources/connection/output';

/** Turns a connection into what the node returns of it. */
export type Shape = (connection: IDataObject) => IDataObject;

/** Everything, as the API answers it. */
export const raw: Shape = (connection) => connection;

/** The fields that matter most, flat; credentials stay only where they were asked for. */
export function simplified(withCredentials: boolean): Shape {
	return withCredentials
		? (connection) => ({ ...flat(connection as Connection), ...credentialsOf(connection) })
		: (connection) => flat(connection as Connection);
}

/** The fields with the given names, flat ones and raw ones alike. */
export function selected(names: string[]): Shape {
	return (connection) => {
		const all: IDataObject = { ...connection, ...flat(connection as Connection) };
		return Object.fromEntries(
			names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]),
		);
	};
}

function flat(connection: Connection): IDataObject {
	const { group, consumer } = connection;
	const item: IDataObject = {};
	for (const field of SIMPLE_FIELDS) {
		const value =
			field === 'groupRef' || field === 'groupName'
				? group?.[field]
				: field === 'consumerRef' || field === 'consumerName'
					? consumer?.[field]
					: field === 'updateTime'
						? (connection.updateTime ?? connection.createTime)
						: connection[field];
		if (value !== undefined) item[field] = value;
	}
	return item;
}

function credentialsOf({ oauth2AuthorizationCode, apiKey }: IDataObject): IDataObject {
	return {
		...(oauth2AuthorizationCode === undefined ? {} : { oauth2AuthorizationCode }),
		...(apiKey === undefined ? {} : { apiKey }),
	};
}
