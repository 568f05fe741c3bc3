import type { IDataObject } from 'n8n-workflow';
import { withoutCredentials } from '../../nodes/Ampersand/resources/connection/simplify';
import type { Workload } from './workload';

/** The part of the items that must be the same on every side, as text; our node leaves out credentials. */
export function comparable({ same = withoutCredentials }: Workload, items: IDataObject[]): string {
	return JSON.stringify(items.map((item) => same(item)));
}
