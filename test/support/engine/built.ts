import './environment';

import * as pack from '../../../index.js';
import type { PackageUnderTest } from './index';

/** The built package, as n8n loads it, for the demo, the soak, and the benchmark. */
export const built: PackageUnderTest = {
	nodes: [new pack.Ampersand(), new pack.AmpersandTrigger()],
	credential: new pack.AmpersandApi(),
};
