import { fs, os, path, process } from '../node';

/**
 * Sets a temporary folder for n8n. Must be imported before n8n-core, which writes settings and an encryption key to the
 * home folder when it is loaded.
 */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ampersand-n8n-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
