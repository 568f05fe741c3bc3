import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE, DEFAULT_BASE_URL } from '../nodes/shared/api';
import { parseBaseUrl } from '../nodes/shared/baseUrl';

/** An Ampersand API key, sent as `X-Api-Key` (security scheme `APIKeyHeader` of the API's description). */
export class AmpersandApi implements ICredentialType {
	name = CREDENTIAL_TYPE;

	displayName = 'Ampersand API';

	icon = { light: 'file:../icons/ampersand.svg', dark: 'file:../icons/ampersand.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-ampersand/n8n-nodes-ampersand?tab=readme-ov-file#credentials';

	httpRequestNode = {
		name: 'Ampersand',
		docsUrl: 'https://docs.withampersand.com/reference',
		apiBaseUrl: `${DEFAULT_BASE_URL}/`,
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'API key of your Ampersand project. Create one in the Ampersand dashboard under Settings > API Keys.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Base URL of the Ampersand API. Change it only to use a proxy or a test server.',
		},
	];

	/**
	 * Adds the API key, and the credential's base URL for a request of our own nodes (whose URL is a path).
	 *
	 * This is a function so that key and host come from the same decrypted credential, and so that no expression has to
	 * be evaluated per request.
	 *
	 * @throws Failure when the base URL is invalid
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		// A key copied with a trailing line break would make an invalid header.
		const apiKey = String(credentials.apiKey ?? '').trim();
		const request = { ...requestOptions, headers: { ...requestOptions.headers, 'X-Api-Key': apiKey } };
		if (typeof request.url === 'string' && request.url.startsWith('/')) {
			request.url = parseBaseUrl(credentials.baseUrl) + request.url;
			delete request.baseURL;
		}
		return request;
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/projects' },
	};
}
