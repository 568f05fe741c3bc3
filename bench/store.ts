import { fs, path } from '../test/support/node';
import { allRows } from './measure';
import type { Results, Row } from './results';

/** The last results, next to the dependencies: not in git, and not in the package. */
const FILE = path.join(module.path, '.cache', 'results.json');

/** Saves results; what they don't have is kept from before. */
export function saveResults(results: Results): void {
	const before = loadResults();
	const key = ({ part, id }: Pick<Row, 'part' | 'id'>) => `${part} ${id}`;
	const rows = new Map([...(before?.rows ?? []), ...results.rows].map((row) => [key(row), row]));
	const growth = new Map(
		[...(before?.growth ?? []), ...results.growth].map((entry) => [`${entry.workload} ${entry.side}`, entry]),
	);
	const saved: Results = {
		...results,
		rows: allRows().flatMap((wanted) => rows.get(key(wanted)) ?? []),
		growth: [...growth.values()],
		deliveries: { ...before?.deliveries, ...results.deliveries },
	};
	fs.writeFileSync(FILE, JSON.stringify(saved));
}

/** The results saved last. */
export function loadResults(): Results | undefined {
	return fs.existsSync(FILE) ? (JSON.parse(fs.readFileSync(FILE, 'utf8')) as Results) : undefined;
}

/** Whether every workload, its growth, and the trigger have been measured. */
export function isComplete({ rows, growth, deliveries: { server, lazy, engine } }: Results): boolean {
	return rows.length === allRows().length && growth.length > 0 && Boolean(server && lazy && engine);
}
