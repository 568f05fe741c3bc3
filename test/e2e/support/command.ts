import { childProcess, process } from '../../support/node';

/**
 * Runs a program and waits for it; its output is shown only if it fails.
 *
 * @param environment added to that of this process, without the variables of a surrounding `npm run`
 * @throws Error if it can't be started or fails
 */
export async function run(
	command: string,
	args: string[],
	directory: string,
	environment: Record<string, string> = {},
): Promise<string> {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^npm_(package|lifecycle|config_(local_prefix|prefix|ignore_scripts))/i.test(name),
	);
	const child = childProcess.spawn(command, args, {
		cwd: directory,
		env: { ...Object.fromEntries(inherited), ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output: string[] = [];
	const all: string[] = [];
	child.stdout.on('data', (data: string) => output.push(String(data)));
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => all.push(String(data)));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code === 0) return output.join('');
	const end = all.join('').trimEnd().split('\n').slice(-60).join('\n');
	throw new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${end}`);
}
