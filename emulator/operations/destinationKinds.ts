import { isObject } from '../input';
import type { Issue } from '../problem';

/** Fields that a kind of destination must have, by the description of `createDestination`. */
interface Kind {
	metadata?: string[];
	secrets?: string[];
}

const KINDS: Record<string, Kind> = {
	webhook: { metadata: ['url'] },
	slack: { metadata: ['url'] },
	kinesis: {},
	s3: {},
	clickhouse: {},
	snowflake: {},
	bigquery: {},
	redshift: {},
	sqs: { metadata: ['queueUrl'], secrets: ['awsKeyId', 'awsSecretKey'] },
	pubsub: { metadata: ['projectId', 'topicId'], secrets: ['credentials'] },
	rabbitmq: { metadata: ['serverUrl', 'exchange'], secrets: ['username', 'password'] },
	azureservicebus: { metadata: ['name'], secrets: ['connectionString'] },
};

const METADATA = [
	...[
		'url',
		'headers',
		'region',
		'streamName',
		'endpointUrl',
		'partitionKeyTemplate',
		'bucket',
		'keyTemplate',
	],
	...[
		'storageClass',
		'username',
		'tableName',
		'database',
		'accountIdentifier',
		'userId',
		'dbName',
		'schemaName',
	],
	...[
		'projectId',
		'datasetId',
		'tableId',
		'workgroupName',
		'clusterIdentifier',
		'dbUser',
		'account',
		'container',
	],
	...['queueUrl', 'topicId', 'serverUrl', 'exchange', 'tls', 'name', 'batchSize', 'maxWaitSecs'],
];

const SECRETS = [
	...['awsKeyId', 'awsSecretKey', 'awsSessionToken', 'password', 'privateKey', 'credentials', 'accessKeyId'],
	...['secretAccessKey', 'accessKey', 'username', 'connectionString'],
];

/** What an update of a destination may name in its mask. */
export const MASKS = [
	'name',
	...METADATA.map((field) => `metadata.${field}`),
	...SECRETS.map((field) => `secrets.${field}`),
];

/** The issues of a new destination's type, metadata and secrets. */
export function kindIssues(
	{ type, metadata, secrets }: Record<string, unknown>,
	allowHttp: boolean,
): Issue[] {
	const kind = Object.hasOwn(KINDS, String(type)) ? KINDS[String(type)] : undefined;
	if (!kind) {
		const known = Object.keys(KINDS).join(', ');
		return [{ in: 'body', name: 'type', detail: `must be one of ${known}`, value: type }];
	}
	const issues = [
		...missingFields('metadata', metadata, kind.metadata),
		...missingFields('secrets', secrets, kind.secrets),
	];
	if (!issues.length && kind.metadata?.includes('url') && isObject(metadata))
		issues.push(...urlIssues(metadata.url, allowHttp));
	return issues;
}

/** The issues of a URL that Ampersand would deliver to. */
export function urlIssues(value: unknown, allowHttp: boolean): Issue[] {
	const issue = (detail: string): Issue[] => [{ in: 'body', name: 'metadata.url', detail, value }];
	if (typeof value !== 'string' || !URL.canParse(value)) return issue('must be a URL');
	return value.startsWith('https://') || allowHttp ? [] : issue('must begin with https://');
}

function missingFields(where: string, value: unknown, required: string[] = []): Issue[] {
	return required
		.filter((field) => !isObject(value) || !value[field])
		.map((field) => ({ in: 'body', name: `${where}.${field}`, detail: `${field} is required` }));
}
