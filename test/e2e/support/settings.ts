import { fs, os, path, process } from '../../support/node';
import { installation } from '../setup';

/** The only inherited variables, because jest, npm, and the user may have set others that change n8n. */
export function inherited(node: string): Record<string, string> {
	const { PATH = '', LANG = 'C.UTF-8', TMPDIR = os.tmpdir() } = process.env;
	return { PATH: `${path.dirname(node)}${path.delimiter}${PATH}`, LANG, TMPDIR };
}

/** The environment of an n8n with its own folder. */
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
		// Browsers don't accept secure cookies over HTTP.
		N8N_SECURE_COOKIE: 'false',
		// The port on which a worker responds; other processes ignore it.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		N8N_LOG_LEVEL: 'info',
		// Everything that calls another server or opens a dialog in the editor.
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
		...(hasModule('mcp-registry') ? { N8N_DISABLED_MODULES: 'mcp-registry' } : {}),
	};
}

/** Whether n8n has a module: it doesn't start if one that it doesn't know is disabled. */
function hasModule(name: string): boolean {
	return fs.existsSync(path.join(installation().directory, 'node_modules', 'n8n', 'dist', 'modules', name));
}
