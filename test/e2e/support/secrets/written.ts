import { fs, path } from '../../../support/node';
import { installation } from '../../setup';
import { run } from '../command';
import { unflatten } from '../flatted';
import { type Mark, marksIn } from './marks';

/** A secret in something that n8n has written. */
export interface Hit {
	/** The mark's name. */
	mark: string;
	/** The file within n8n's folder, or the table, the column, and the path within the value. */
	place: string;
}

/** What is in one field of n8n's database. */
interface Field {
	/** Such as `execution_data.data`. */
	column: string;
	value: unknown;
}

/** The packed node itself, which holds no data. */
const PACKAGES = path.join('.n8n', 'nodes');

/** Prints every field of every table as a line of JSON; bytes as text of one character each. */
const DUMP = `
	const [sqlite3, file] = process.argv.slice(1);
	const { Database, OPEN_READONLY } = require(sqlite3);
	const database = new Database(file, OPEN_READONLY);
	const fail = (error) => { if (error) throw error; };
	database.all("SELECT name FROM sqlite_master WHERE type = 'table'", (error, tables) => {
		fail(error);
		for (const { name } of tables) database.each('SELECT * FROM "' + name + '"', (failed, row) => {
			fail(failed);
			for (const [column, given] of Object.entries(row)) {
				const value = Buffer.isBuffer(given) ? given.toString('latin1') : given;
				process.stdout.write(JSON.stringify({ column: name + '.' + column, value }) + '\\n');
			}
		});
	});
`;

/** All files below n8n's folder that contain a mark: its logs, the event log, the database with deleted rows, and so on. */
export function hitsInFiles(folder: string, marks: Mark[]): Hit[] {
	return filesOf(folder).flatMap((file) => {
		const content = fs.readFileSync(path.join(folder, file), 'latin1');
		return marksIn(content, marks).map((mark) => ({ mark, place: file }));
	});
}

/** The files below n8n's folder. */
export function filesOf(folder: string): string[] {
	return fs
		.readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => !file.startsWith(PACKAGES) && fs.lstatSync(path.join(folder, file)).isFile());
}

/**
 * Where n8n's database has a mark: table, column, and the path within JSON, so that what was asked for can be told from
 * what has leaked. n8n must have stopped.
 */
export async function hitsInDatabase(folder: string, marks: Mark[]): Promise<Hit[]> {
	const { directory, node } = installation();
	const sqlite3 = path.join(directory, 'node_modules', 'sqlite3');
	const file = path.join(folder, '.n8n', 'database.sqlite');
	const lines = (await run(node, ['-e', DUMP, sqlite3, file], folder)).trimEnd().split('\n');
	const fields = lines.map((line) => JSON.parse(line) as Field);
	return fields.flatMap(({ column, value }) => {
		if (typeof value !== 'string' || marksIn(value, marks).length === 0) return [];
		return textsOf(decoded(column, value)).flatMap(([place, text]) =>
			marksIn(text, marks).map((mark) => ({ mark, place: `${column} ${place}`.trim() })),
		);
	});
}

/** The value of JSON; any other text as it is. */
function decoded(column: string, text: string): unknown {
	try {
		return column === 'execution_data.data' ? unflatten(text) : JSON.parse(text);
	} catch {
		return text;
	}
}

/** Every text in a value, names of members too, with its path. An object that is there several times counts once. */
function textsOf(
	value: unknown,
	place = '',
	seen = new Set<unknown>(),
): Array<[place: string, text: string]> {
	if (typeof value !== 'object' || value === null) return [[place, String(value)]];
	if (seen.has(value)) return [];
	seen.add(value);
	return Object.entries(value).flatMap(([key, member]) => {
		const inside = place ? `${place}.${key}` : key;
		return [[inside, key] as [string, string], ...textsOf(member, inside, seen)];
	});
}
