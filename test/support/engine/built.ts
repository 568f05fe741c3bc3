import './environment';

import * as pack from '../../../index.js';
import type { PackageUnderTest } from './index';

/** The package as `npm run build` leaves it and as n8n loads it: what the demo, the soak and the benchmark run. */
export const built: PackageUnderTest = {
	nodes: [new pack.Ampersand(), new pack.AmpersandTrigger()],
	credential: new pack.AmpersandApi(),
};
