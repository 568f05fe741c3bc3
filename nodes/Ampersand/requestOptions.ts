import type { IHttpRequestOptions } from 'n8n-workflow';
import { DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS } from '../shared/transport/timeouts';
import type { ParameterReader } from './parameters';
import { booleanField, collectionField, numberField, textField } from './resources/common/declare';
import type { TurnOptions } from './turns';

const BATCH = 'requestOptions.batching.batch';

const batchFields = [
	numberField(
		'Items per Batch',
		'batchSize',
		50,
		{ minValue: -1 },
		'Input will be split in batches to throttle requests. -1 for disabled. 0 will be treated as 1.',
	),
	numberField(
		'Batch Interval (Milliseconds)',
		'batchInterval',
		1000,
		{ minValue: 0 },
		'Time (in milliseconds) between each batch of requests. 0 for disabled.',
	),
];

/** The request options, of the shape that n8n gives to every declarative node (`commonDeclarativeNodeOptionParameters`). */
export const requestOptionsField = collectionField(
	'Request Options',
	'requestOptions',
	'Add Option',
	[
		{
			displayName: 'Batching',
			name: 'batching',
			placeholder: 'Add Batching',
			type: 'fixedCollection',
			typeOptions: { multipleValues: false },
			default: { batch: {} },
			options: [{ displayName: 'Batching', name: 'batch', values: batchFields }],
		},
		booleanField(
			'Ignore SSL Issues (Insecure)',
			'allowUnauthorizedCerts',
			'Whether to connect even if SSL certificate validation is not possible',
			{ noDataExpression: true },
		),
		textField(
			'Proxy',
			'proxy',
			'HTTP proxy to use. If it requires authentication, use the form http://username:password@myproxy:3128.',
			{ placeholder: 'e.g. http://myproxy:3128' },
		),
		numberField(
			'Timeout',
			'timeout',
			10000,
			{ minValue: 1 },
			'Time in ms to wait while the server sends nothing before aborting the request. Without this option, it is five minutes.',
		),
	],
	{ isNodeSetting: true },
);

/** @throws Failure when an option of the item's requests can't be used */
export function readRequestOptions(
	p: ParameterReader,
): Pick<IHttpRequestOptions, 'timeout' | 'proxy' | 'skipSslCertificateValidation'> {
	return {
		timeout: readTimeout(p),
		...(p.boolean('requestOptions.allowUnauthorizedCerts') && { skipSslCertificateValidation: true }),
		...readProxy(p),
	};
}

/** How the items of a run are batched; undefined when they aren't. */
export function readBatching(p: ParameterReader): TurnOptions['batching'] {
	const [interval, size] = [`${BATCH}.batchInterval`, `${BATCH}.batchSize`];
	const intervalMs = p.has(interval) ? Math.ceil(p.number(interval)) : 0;
	const batchSize = p.has(size) ? p.integer(size) : 1;
	if (intervalMs <= 0 || batchSize < 0) return undefined;
	return { intervalMs: Math.min(intervalMs, MAX_TIMEOUT_MS), batchSize: Math.max(batchSize, 1) };
}

/** A fraction is rounded up, and a time that no timer can keep becomes the longest one. */
function readTimeout(p: ParameterReader): number {
	const value = p.value('requestOptions.timeout');
	const isUnset = value === undefined || value === '' || value === 0;
	if (isUnset && !p.isExpression('requestOptions.timeout')) return DEFAULT_TIMEOUT_MS;
	const timeout = p.number('requestOptions.timeout');
	if (timeout > 0) return Math.min(Math.ceil(timeout), MAX_TIMEOUT_MS);
	throw p.invalid('requestOptions.timeout', 'must be a number of milliseconds greater than 0');
}

function readProxy(p: ParameterReader): Pick<IHttpRequestOptions, 'proxy'> {
	const text = p.filter('requestOptions.proxy')?.trim();
	if (text === undefined) return {};
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url?.hostname || !['http:', 'https:'].includes(url.protocol)) {
		throw p.invalid('requestOptions.proxy', 'is not a valid URL', 'Use a URL such as http://myproxy:3128.');
	}
	const { protocol, hostname, username, password } = url;
	if (!isEncoded(username + password)) {
		throw p.invalid('requestOptions.proxy', 'is not a valid URL: write % in a password as %25');
	}
	const port = Number(url.port || (protocol === 'https:' ? 443 : 80));
	// n8n decodes the login itself, and drops one without a user name unless it is part of the host.
	const host = password && !username ? `:${password}@${hostname}` : hostname;
	const auth = (username || password) && { username, password };
	return { proxy: { host, port, protocol: protocol.slice(0, -1), ...(auth && { auth }) } };
}

/** Whether every % begins an encoded character. */
function isEncoded(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
