import type { IDataObject } from 'n8n-workflow';
import type { Workload } from './workloads';

/** Fields with a customer's credentials, which our node leaves out unless they are asked for. */
const SECRETS = [
	'apiKey',
	'basicAuth',
	'customAuth',
	'oauth2AuthorizationCode',
	'oauth2ClientCredentials',
	'oauth2PasswordCredentials',
	'accessToken',
	'refreshToken',
];

/** The part of the items that must be the same on every side, as text. */
export function comparable({ same = withoutSecrets }: Workload, items: IDataObject[]): string {
	return JSON.stringify(items.map((item) => same(item)));
}

function withoutSecrets(json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => !SECRETS.includes(name)));
}
