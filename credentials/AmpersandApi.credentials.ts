import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE, DEFAULT_BASE_URL } from '../nodes/shared/api';
import { authenticate } from '../nodes/shared/authenticate';

/**
 * An Ampersand API key, sent as `X-Api-Key` (security scheme `APIKeyHeader` of the API's description).
 *
 * It has no `test` of its own, because both nodes name `testCredential` in `testedBy`.
 */
export class AmpersandApi implements ICredentialType {
	name = CREDENTIAL_TYPE;

	displayName = 'Ampersand API';

	icon = { light: 'file:../icons/ampersand.svg', dark: 'file:../icons/ampersand.dark.svg' } as const;

	documentationUrl =
		'https://github.com/your-organization/n8n-nodes-ampersand?tab=readme-ov-file#credentials';

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
				'API key of your Ampersand project with full access, not one for the UI Library. Create it on the <a href="https://dashboard.withampersand.com/projects/_/api-keys">API Keys page</a> of the Ampersand dashboard.',
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
	 * This is a function so that key and base URL come from the same decrypted credential, no request can take the key to
	 * another address, and no expression has to be evaluated per request.
	 *
	 * @throws Failure when the credential is incomplete, or the request goes to an address outside the base URL
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticate(credentials, requestOptions);
	}
}
