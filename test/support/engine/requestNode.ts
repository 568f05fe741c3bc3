import {
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../../../nodes/shared/api';
import { describeStandIn } from './standIn';

/** The two helpers of n8n that send a request with a credential. */
export type RequestHelper = 'requestWithAuthentication' | 'httpRequestWithAuthentication';

/**
 * A stand-in for n8n's nodes that send requests with any credential: its HTTP Request node uses
 * `requestWithAuthentication`, its AI tools and newer nodes `httpRequestWithAuthentication`.
 *
 * @param helper the helper to use
 * @param request its options
 */
export function requestNode(helper: RequestHelper, request: object): INodeType {
	const inputsAndOutputs = { inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main] };
	return {
		description: {
			...describeStandIn('httpRequest', inputsAndOutputs),
			credentials: [{ name: CREDENTIAL_TYPE, required: true }],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const send = this.helpers[helper];
			const response: unknown = await send.call(this, CREDENTIAL_TYPE, request as IHttpRequestOptions);
			return [[{ json: { response } as IDataObject }]];
		},
	};
}
