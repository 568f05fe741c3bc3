import { os, path, process } from '../../support/node';
import { chosenVersion } from '../setup';

/** Nothing else of the surroundings: jest, npm and the user may have set what changes n8n. */
export function inherited(node: string): Record<string, string> {
	const { PATH = '', LANG = 'C.UTF-8', TMPDIR = os.tmpdir() } = process.env;
	return { PATH: `${path.dirname(node)}${path.delimiter}${PATH}`, LANG, TMPDIR };
}

/** How n8n is to run, in a folder of its own: nothing that would call another server, or put a dialog in front of the editor. */
export function settings(folder: string, port: number, brokerPort: number): Record<string, string> {
	return {
		HOME: folder,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'only-for-tests',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		// A browser keeps a secure cookie from an http page.
		N8N_SECURE_COOKIE: 'false',
		// What a worker answers on; a process of another kind ignores it.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		N8N_LOG_LEVEL: 'info',
		// Whatever would call another server, or put a dialog in front of the editor.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		// An older n8n does not know it, and would not start.
		...(chosenVersion() === 'current' ? { N8N_DISABLED_MODULES: 'mcp-registry' } : {}),
	};
}
