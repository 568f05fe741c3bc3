import { chromium, type Page, selectors } from 'playwright-core';
import { fs, process } from '../../support/node';
import type { Session } from './client';

/** How to show the editor. */
export interface EditorOptions {
	/** Default: light. */
	theme?: 'light' | 'dark';
	/** Size of the window in CSS pixels; default: 1280 × 800. */
	viewport?: { width: number; height: number };
	/** Device pixels per CSS pixel; default: 1. */
	scale?: number;
}

/** n8n's editor in a headless browser. */
export interface Editor {
	readonly page: Page;
	/** Errors in the console, and uncaught errors. */
	readonly errors: string[];
	/** Closes the browser. */
	close(): Promise<void>;
}

/** For each step; a busy machine takes half a minute to show the editor for the first time. */
const DEADLINE_MS = 90_000;

/** The paths of Chromium on Debian, Ubuntu, Alpine, and Fedora. */
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const NO_BROWSER = 'There is no Chromium: install the package `chromium` or set AMPERSAND_E2E_BROWSER';

/**
 * The browser: `AMPERSAND_E2E_BROWSER`, or else the system's Chromium.
 *
 * @returns undefined if there is none
 */
export function browserPath(): string | undefined {
	const given = process.env.AMPERSAND_E2E_BROWSER;
	return (given ? [given] : BROWSERS).find((file) => fs.existsSync(file));
}

/**
 * Declares the tests of the editor, which are skipped without a browser.
 *
 * @throws Error if there is no browser and `AMPERSAND_E2E_BROWSER_REQUIRED` is set, as in CI
 */
export function describeWithBrowser(): jest.Describe {
	if (browserPath()) return describe;
	if (process.env.AMPERSAND_E2E_BROWSER_REQUIRED) throw new Error(NO_BROWSER);
	process.stderr.write(`The editor isn't tested. ${NO_BROWSER}\n`);
	// The other tests need no browser. CI requires one, and never gets here.
	return describe.skip;
}

/**
 * Opens a blank page in a browser that is signed in to n8n.
 *
 * @param baseUrl n8n's, without a slash at the end
 * @param session of a client that has signed in
 * @throws Error if there is no browser, or it doesn't start
 */
export async function openEditor(
	baseUrl: string,
	session: Session,
	options: EditorOptions = {},
): Promise<Editor> {
	const executablePath = browserPath();
	if (!executablePath) throw new Error(NO_BROWSER);
	const { theme = 'light', viewport = { width: 1280, height: 800 }, scale = 1 } = options;
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath,
		// The browser's sandbox doesn't work for root, which is the user in containers.
		chromiumSandbox: process.getuid?.() !== 0,
	});
	const context = await browser.newContext({
		baseURL: baseUrl,
		viewport,
		deviceScaleFactor: scale,
		locale: 'en',
	});
	const [name, value] = session.cookie.split('=');
	await context.addCookies([{ name, value, url: baseUrl, httpOnly: true, sameSite: 'Lax' }]);
	// n8n accepts a cookie only from the browser that it was issued to.
	await context.addInitScript(
		`localStorage.setItem('n8n-browserId', '${session.browserId}'); localStorage.setItem('N8N_THEME', '${theme}');`,
	);
	// Blocks everything that n8n would load from other servers.
	await context.route(
		(url) => url.origin !== baseUrl && url.protocol.startsWith('http'),
		async (route) => await route.fulfill({ status: 204 }),
	);
	const page = await context.newPage();
	page.setDefaultTimeout(DEADLINE_MS);
	const errors: string[] = [];
	page.on('pageerror', ({ message }) => errors.push(message));
	page.on('console', (message) => {
		if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
	});
	return { page, errors, close: async () => await browser.close() };
}
