import type { Context } from '../context';
import { Router } from '../router';
import { catalogRoutes } from './catalog';
import { connectionRoutes } from './connections';
import { createInstallationRoutes } from './createInstallation';
import { destinationRoutes } from './destinations';
import { generateRoutes } from './generateConnection';
import { installationRoutes } from './installations';
import { integrationRoutes } from './integrations';
import { oauthRoutes } from './oauth';
import { operationRoutes } from './operations';
import { readRoutes } from './reads';
import { routeRoutes } from './routes';
import { topicRoutes } from './topics';
import { updateRoutes } from './updateConnection';
import { updateInstallationRoutes } from './updateInstallation';

/** All operations that are emulated. */
export function createRouter(context: Context): Router {
	const router = new Router();
	for (const addRoutes of [
		catalogRoutes,
		connectionRoutes,
		generateRoutes,
		updateRoutes,
		integrationRoutes,
		installationRoutes,
		createInstallationRoutes,
		updateInstallationRoutes,
		readRoutes,
		operationRoutes,
		oauthRoutes,
		destinationRoutes,
		topicRoutes,
		routeRoutes,
	]) {
		addRoutes(router, context);
	}
	return router;
}
