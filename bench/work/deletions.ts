import type { IDataObject } from 'n8n-workflow';
import { script } from './script';
import { ampersand, CONCURRENCY, filter, httpRequest, locator, type Step } from './steps';
import { eachId, LOOPED, type Workload } from './workload';

const CUSTOMER = 'churned-customer';
const INSTALLATIONS = 50_000;

/** A deletion has no result to compare. */
const same = (): unknown => null;

/** Deletions with a condition, and deletions that the API refuses because an installation uses the connection. */
export const DELETIONS: Workload[] = [
	{
		id: 'delete-only-if',
		title: 'Delete with Only If',
		note: `one that reads the connection, a Filter node, and one that deletes it, all ${LOOPED}`,
		size: 1000,
		setting: (size) => ({ connections: size, groupRef: CUSTOMER }),
		input: eachId,
		runners: (prepared) => ({
			Ampersand: {
				steps: [
					ampersand(prepared, 'delete', {
						connectionId: locator('={{ $json.id }}'),
						onlyIf: { groupRef: locator(CUSTOMER, 'ref') },
						options: { maxConcurrency: CONCURRENCY },
					}),
				],
			},
			'HTTP Request': {
				steps: [],
				looped: [
					httpRequest(prepared, 'GET', '/connections/{{ $json.id }}', {}, 'Get'),
					filter('group.groupRef', CUSTOMER),
					httpRequest(prepared, 'DELETE', '/connections/{{ $json.id }}', {}, 'Delete'),
				],
			},
			axios: script(prepared).deleteOf(CUSTOMER, prepared.ids),
		}),
		same,
	},
	{
		id: 'refused',
		title: 'Refused deletions in a project of 50,000 installations',
		note: "with On Error set to 'Continue', as in our node, whose errors also say what to do",
		size: 50,
		repeats: 20,
		setting: (size) => ({ connections: size, installations: INSTALLATIONS }),
		input: eachId,
		runners: (prepared) => ({
			Ampersand: {
				steps: [
					continuing(
						ampersand(prepared, 'delete', {
							connectionId: locator('={{ $json.id }}'),
							options: { maxConcurrency: CONCURRENCY },
						}),
					),
				],
			},
			'HTTP Request': {
				steps: [continuing(httpRequest(prepared, 'DELETE', '/connections/{{ $json.id }}'))],
			},
			axios: script(prepared).deleteAll(prepared.ids),
		}),
		same: ({ error }: IDataObject) => error !== undefined,
	},
];

function continuing(step: Step): Step {
	return { ...step, onError: 'continueRegularOutput' };
}
