import { parseArgs, performance, process } from '../test/support/node';
import { install } from './install';
import { log } from './log';
import { measure, type Options } from './measure';
import { writeReport } from './report';
import type { Results } from './results';
import { isComplete, loadResults, saveResults } from './store';
import { missedTargets } from './targets';

const USAGE = `npm run bench [-- options]
  --quick            a tenth of the work, once, to see that everything runs; saves nothing
  --server           only in a whole n8n server
  --engine           only on n8n's engine
  --only get,list    only these workloads, or trigger
  --rounds 3         how often each side has its turn
  --report           measures nothing, and writes the page from the results saved last
  --profile DIR      writes CPU profiles to this folder; saves nothing

Results replace those saved before. The page docs/performance.md is written when there are results for all workloads.`;

/** `npm run bench`: our node, n8n's HTTP Request node, and a script, side by side; writes docs/performance.md. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			server: { type: 'boolean', default: false },
			engine: { type: 'boolean', default: false },
			only: { type: 'string' },
			rounds: { type: 'string' },
			report: { type: 'boolean', default: false },
			profile: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return log(USAGE);
	install();
	if (values.report) return await report(loadResults());
	const { quick, server, engine, profile } = values;
	const options: Options = {
		quick,
		parts: server === engine ? ['server', 'engine'] : server ? ['server'] : ['engine'],
		only: values.only?.split(','),
		rounds: Number(values.rounds ?? (quick ? 1 : 3)),
		profile,
	};
	const saves = !quick && !profile;
	const began = performance.now();
	await measure(options, (results) => saves && saveResults(results));
	log(`This took ${((performance.now() - began) / 60_000).toFixed(0)} minutes`);
	if (saves) await report(loadResults());
}

async function report(results: Results | undefined): Promise<void> {
	if (!results) throw new Error('There are no saved results');
	const missed = missedTargets(results);
	log(missed.length > 0 ? `Missed targets:\n  ${missed.join('\n  ')}` : 'All targets are met');
	if (!isComplete(results)) return log('Not all workloads have been measured, so the page was not written');
	await writeReport(results);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
