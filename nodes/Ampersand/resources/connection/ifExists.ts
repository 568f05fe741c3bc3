import type { IDataObject } from 'n8n-workflow';
import type { Connection } from '../../../shared/api';
import { isSameProvider } from '../../../shared/provider';
import type { ItemApi } from '../../operation';
import type { ParameterReader } from '../../parameters';
import { choiceField, option } from '../common/declare';
import { entityIn } from '../common/responses';

/** Option of Generate. */
export const ifExistsOption = choiceField(
	'If One Exists',
	'ifExists',
	'create',
	'What to do when the customer and user already have a connection to this provider',
	[
		option('Create Another One', 'create'),
		option('Return It', 'return', 'Return the one that was updated last'),
		option('Update Its Credentials', 'update', 'Update the one that was updated last'),
	],
);

/**
 * Reads 'If One Exists'.
 *
 * @param credentials of the chosen auth scheme, as members of the body
 * @returns finds the existing connection and updates it if wanted; resolves to undefined if there is none. Undefined if
 *   Generate must create another one in any case.
 */
export function readIfExists(
	p: ParameterReader,
	credentials: IDataObject,
): ((api: ItemApi) => Promise<IDataObject | undefined>) | undefined {
	const choice = p.oneOf('options.ifExists') ?? 'create';
	if (choice === 'create') return undefined;
	const [groupRef, consumerRef, provider] = ['groupRef', 'consumerRef', 'provider'].map((name) =>
		p.text(name),
	);
	const url = p.path('/projects/{projectIdOrName}/connections');
	const isWanted = ({ group, consumer, provider: own }: Connection): boolean =>
		group?.groupRef === groupRef && consumer?.consumerRef === consumerRef && isSameProvider(own, provider);
	return async (api) => {
		const { entries } = await api.list(
			{ limit: Infinity, map: (entry) => (isWanted(entry as Connection) ? entry : undefined) },
			{
				action: { label: 'look for an existing connection' },
				url,
				qs: { groupRef, consumerRef, provider },
			},
		);
		const [newest] = (entries as Connection[]).sort((a, b) => timeOf(b) - timeOf(a));
		const updateMask = Object.keys(credentials);
		if (!newest || choice === 'return' || updateMask.length === 0) return newest;
		const action = { label: 'update the credentials of the existing connection' };
		const response = await api.send({
			action,
			method: 'PATCH',
			url: `${url}/${encodeURIComponent(newest.id)}`,
			body: { updateMask, connection: credentials },
		});
		return entityIn(response, action, 'connection');
	};
}

/** In milliseconds: as text, Go's times don't sort, since it leaves out zeros at the end of a fraction. */
function timeOf({ updateTime, createTime }: Connection): number {
	return Date.parse(updateTime ?? createTime);
}
