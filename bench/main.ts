import { parseArgs, process } from '../test/support/node';
import { install } from './install';
import { measure, measureAgain, type Options } from './results';
import { keepResults, lastResults, writeReport } from './report';

const USAGE = `npm run bench [-- options]
  --quick            small work, once, no document: does everything still run, and do the sides do the same work?
  --only get,list    these workloads only, no document
  --again get,list   these workloads only, and the document with the rest as it was measured last
  --rounds 7         how often each side has its turn
  --report           writes the document anew from what was measured last
  --profile DIR      CPU profiles of the measured processes, into this folder`;

/** `npm run bench`: our node, n8n's HTTP Request node and a script, side by side; writes docs/performance.md. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			again: { type: 'string' },
			rounds: { type: 'string' },
			report: { type: 'boolean', default: false },
			profile: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return void process.stdout.write(`${USAGE}\n`);
	install();
	if (values.report) return await writeReport(lastResults());
	const options: Options = {
		quick: values.quick,
		only: (values.again ?? values.only)?.split(','),
		rounds: Number(values.rounds ?? (values.quick ? 1 : 7)),
		profile: values.profile,
	};
	if (values.again) {
		const kept = lastResults();
		await measureAgain(kept, options);
		keepResults(kept);
		return await writeReport(kept);
	}
	const results = await measure(options);
	if (options.only || options.profile) return;
	keepResults(results);
	if (!options.quick) await writeReport(results);
}

main().catch((error: unknown) => {
	process.stderr.write(`${String(error)}\n`);
	process.exit(1);
});
