import type { INodeCredentialsDetails } from 'n8n-workflow';
import type { WorkflowJson } from '../../test/e2e/support/saved';
import { splitOut, type Step } from '../work/steps';
import { workflowOf } from '../work/workflows';
import type { Steps } from '../work/workload';

/** Steps that do nothing, to measure the cost of an execution alone. */
export const NOTHING: Steps = { steps: [{ name: 'Nothing', type: 'noOp', parameters: {} }] };

/**
 * A workflow that does its work for each of the `items` posted to its webhook, and responds when it has ended.
 *
 * @param name also the path of the webhook
 */
export function webhookWorkflow(
	name: string,
	{ steps, looped }: Steps,
	credential: INodeCredentialsDetails,
): WorkflowJson {
	const webhook: Step = {
		name: 'Webhook',
		type: 'webhook',
		parameters: {
			httpMethod: 'POST',
			path: name,
			responseMode: 'lastNode',
			responseData: 'noData',
			options: {},
		},
		webhookId: name,
	};
	return {
		name,
		...workflowOf({ steps: [webhook, splitOut('body.items', 'Items'), ...steps], looped }, credential),
	};
}
