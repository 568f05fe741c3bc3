import { fs, os, path, process } from '../node';

/**
 * Sets a temporary folder for n8n. Must be imported before n8n-core, which writes settings and an encryption key to the
 * home folder when it is loaded.
 */
const PREFIX = path.join(os.tmpdir(), 'ampersand-n8n-');

// All test files of a worker share n8n-core, and so its folder.
if (!process.env.N8N_USER_FOLDER?.startsWith(PREFIX)) {
	const folder = fs.mkdtempSync(PREFIX);
	process.env.N8N_USER_FOLDER = folder;
	process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
	process.env.N8N_LOG_LEVEL ??= 'silent';
	process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
}
