import { declareResource } from '../common/resource';
import { del } from './delete';
import { connectionField } from './fields';
import { generate } from './generate';
import { get } from './get';
import { getAll } from './getAll';
import { oauthConnect } from './oauthConnect';
import { oauthUpdate } from './oauthUpdate';
import { update } from './update';

/** A customer's stored credential for one provider. */
export const connection = declareResource(
	'connection',
	[connectionField],
	[oauthUpdate, oauthConnect, del, generate, get, getAll, update],
);
