import type { IDataObject } from 'n8n-workflow';
import type { Installation } from '../../../shared/api';
import { isObject } from '../../../shared/values';
import { declareOutput } from '../common/output';
import { groupOf } from './fields';
import { withoutCredentials as connectionWithoutCredentials } from '../connection/simplify';

/** What can be returned of an installation. */
export const installationOutput = declareOutput<Installation>(
	'installation',
	{
		id: ({ id }) => id,
		integrationId: ({ integrationId }) => integrationId,
		connectionId: ({ connection }) => connection?.id,
		provider: ({ connection }) => connection?.provider,
		groupRef: (installation) => groupOf(installation)?.groupRef,
		groupName: (installation) => groupOf(installation)?.groupName,
		healthStatus: ({ healthStatus }) => healthStatus,
		lastOperationStatus: ({ lastOperationStatus }) => lastOperationStatus,
		createTime: ({ createTime }) => createTime,
		updateTime: ({ updateTime }) => updateTime,
	},
	['config', 'connection', 'createdBy', 'group', 'projectId'],
	withoutCredentials,
);

/** An installation as the API returns it, without the credentials of its connection. */
export function withoutCredentials(installation: IDataObject): IDataObject {
	const { connection } = installation;
	return isObject(connection)
		? { ...installation, connection: connectionWithoutCredentials(connection) }
		: installation;
}
