import './environment';
import { AmpersandApi } from '../../../credentials/AmpersandApi.credentials';
import { Ampersand } from '../../../nodes/Ampersand/Ampersand.node';
import { AmpersandTrigger } from '../../../nodes/AmpersandTrigger/AmpersandTrigger.node';
import type { PackageUnderTest } from './index';

/** The package from its sources, so that tests measure their coverage. */
export const source: PackageUnderTest = {
	nodes: [new Ampersand(), new AmpersandTrigger()],
	credential: new AmpersandApi(),
};
