import { declareResource } from '../common/resource';
import { create } from './create';
import { del } from './delete';
import { installationField, integrationField } from './fields';
import { get } from './get';
import { getAll } from './getAll';
import { getOperationLogs } from './getOperationLogs';
import { getOperations } from './getOperations';
import { pauseReads } from './pauseReads';
import { unpauseReads } from './unpauseReads';
import { update } from './update';

/** A customer's use of an integration over a connection. */
export const installation = declareResource(
	'installation',
	[integrationField, installationField],
	[create, del, get, getAll, getOperations, getOperationLogs, pauseReads, unpauseReads, update],
);
