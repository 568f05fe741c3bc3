import type * as Playwright from 'playwright-core';
import { fs, path, process } from '../../support/node';
import { installation } from '../setup';
import type { Session } from './client';

/** How the editor is to look. */
export interface EditorOptions {
	/** Default: light. */
	theme?: 'light' | 'dark';
	/** Size of the window in CSS pixels; default: 1280 × 800. */
	viewport?: { width: number; height: number };
	/** Device pixels per CSS pixel; default: 1. */
	scale?: number;
}

/** n8n's editor in a browser without a window. */
export interface Editor {
	readonly page: Playwright.Page;
	/** What the page has written to the console as an error, and errors that nothing has caught. */
	readonly errors: string[];
	/** Ends the browser. */
	close(): Promise<void>;
}

/** For each step of a person; a busy machine takes half a minute to show the editor for the first time. */
const DEADLINE_MS = 90_000;

/** Where Debian, Ubuntu, Alpine and Fedora put Chromium. */
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const NO_BROWSER = 'There is no Chromium: install the package `chromium` or set AMPERSAND_E2E_BROWSER';

/**
 * The browser that is to be used: `AMPERSAND_E2E_BROWSER`, else the Chromium of the system.
 *
 * @returns undefined when there is none
 */
export function browserPath(): string | undefined {
	const given = process.env.AMPERSAND_E2E_BROWSER;
	return (given ? [given] : BROWSERS).find((file) => fs.existsSync(file));
}

/**
 * Whether the tests of the editor can run: what they are to be declared with.
 *
 * @throws Error when there is no browser, and `AMPERSAND_E2E_BROWSER_REQUIRED` is set, as in CI
 */
export function describeWithBrowser(): jest.Describe {
	if (browserPath()) return describe;
	if (process.env.AMPERSAND_E2E_BROWSER_REQUIRED) throw new Error(NO_BROWSER);
	process.stderr.write(`The editor is not looked at. ${NO_BROWSER}\n`);
	// Kept: whoever runs the other tests need not have a browser. It is said above, and both CIs throw before this line.
	return describe.skip;
}

/**
 * Opens a blank page in a browser that is signed in to n8n.
 *
 * @param baseUrl n8n's, without a slash at the end
 * @param session of a client that has signed in
 * @throws Error when there is no browser, or it does not start
 */
export async function openEditor(
	baseUrl: string,
	session: Session,
	options: EditorOptions = {},
): Promise<Editor> {
	const executablePath = browserPath();
	if (!executablePath) throw new Error(NO_BROWSER);
	const { theme = 'light', viewport = { width: 1280, height: 800 }, scale = 1 } = options;
	const { chromium, selectors } = playwright();
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath,
		// The sandbox of the browser cannot be used by root, as whom containers run.
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
	// n8n takes a cookie only from the browser that it was given to.
	await context.addInitScript(
		`localStorage.setItem('n8n-browserId', '${session.browserId}'); localStorage.setItem('N8N_THEME', '${theme}');`,
	);
	// What n8n would load from elsewhere is no part of the tests.
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

function playwright(): Pick<typeof Playwright, 'chromium' | 'selectors'> {
	return module.require(
		path.join(installation().directory, 'node_modules', 'playwright-core'),
	) as typeof Playwright;
}
