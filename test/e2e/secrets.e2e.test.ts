import { operations } from '../../nodes/Ampersand/resources';
import type { Execution } from './support/saved';
import {
	agentTexts,
	continuing,
	continuingRejections,
	editorTexts,
	failedTrigger,
	failures,
	rejections,
	usedTrigger,
} from './support/secrets/attempts';
import { API_KEY, FROM_ENVIRONMENT } from './support/secrets/cases';
import { type Mark, marksIn } from './support/secrets/marks';
import { forEach, type Scene, startScene } from './support/secrets/scene';
import {
	ASKED,
	askFor,
	CARRIED,
	runWithInput,
	STORED,
	storeSecrets,
	succeed,
	TYPED,
} from './support/secrets/successes';
import { filesOf, type Hit, hitsInDatabase, hitsInFiles } from './support/secrets/written';

/** Where n8n keeps the event log, its own log, and its data. */
const EVENTS = '.n8n/n8nEventLog.log';
const LOG = 'logs/n8n.log';
const DATABASE = '.n8n/database.sqlite';

/** Secrets that n8n is asked to save. That they are found shows that the others would be. */
const EXPECTED = [TYPED, CARRIED, ...ASKED].map(({ name }) => name);

describe('a whole n8n that writes all it can, while everything fails in every way', () => {
	let scene: Scene;
	/** The secrets that nothing may contain. */
	let secrets: Mark[];
	let failed: Execution[];
	let succeeded: Execution[];
	/** What users and models get to see. */
	let shown: string[];
	let inDatabase: Hit[];
	let inFiles: Hit[];

	beforeAll(async () => {
		scene = await startScene();
		const { all, final } = scene.targets;
		const texts = final.flatMap((target) => [
			async () => await editorTexts(scene, target),
			async () => await failedTrigger(scene, target),
		]);
		const attempts = [...all.flatMap((target) => failures(scene, target)), ...(await rejections(scene))];
		// At the same time, because n8n takes 15 seconds until it gives up publishing.
		[shown, failed] = await Promise.all([
			forEach(texts, async (text) => await text()).then((lists) => lists.flat()),
			forEach(attempts, async (attempt) => await attempt()),
		]);
		storeSecrets(scene);
		succeeded = await forEach(all, async (target) => await continuing(scene, target));
		succeeded.push(await continuingRejections(scene));
		succeeded.push(await succeed(scene));
		await runWithInput(scene);
		await askFor(scene);
		shown.push(await agentTexts(scene));
		secrets = [API_KEY, await usedTrigger(scene), ...FROM_ENVIRONMENT, ...STORED];
		await scene.stop();
		const marks = [...secrets, TYPED, CARRIED, ...ASKED];
		inFiles = hitsInFiles(scene.folder, marks);
		inDatabase = await hitsInDatabase(scene.folder, marks);
	});
	afterAll(async () => await scene?.close());

	const leaks = (hits: Hit[]) => {
		const unexpected = hits.filter(({ mark }) => !EXPECTED.includes(mark));
		return [...new Set(unexpected.map(({ mark, place }) => `${mark} in ${place}`))];
	};
	const placesOf = (...marks: Mark[]) =>
		inDatabase.filter(({ mark }) => marks.some(({ name }) => name === mark)).map(({ place }) => place);

	it('runs every operation', () => {
		const names = Object.entries(operations).flatMap(([resource, list]) =>
			Object.keys(list).map((operation) => `${resource} ${operation}`),
		);
		expect(Object.keys(scene.operations)).toEqual(expect.arrayContaining(names));
	});

	it('fails where it stops on errors, and else succeeds', () => {
		expect([...new Set(failed.map(({ status }) => status))]).toEqual(['error']);
		expect([...new Set(succeeded.map(({ status }) => status))]).toEqual(['success']);
	});

	it('sends every secret, most of which come back masked', () => {
		const sent = [API_KEY, ...FROM_ENVIRONMENT];
		expect(marksIn(scene.targets.received(), sent)).toEqual(sent.map(({ name }) => name));
		const messages = failed.map(({ data }) => data.resultData.error?.message ?? '');
		expect(messages.filter((message) => message.includes('[hidden]')).length).toBeGreaterThan(25);
	});

	it('shows no secret to users and models', () => {
		expect(shown.filter((text) => text.includes('[hidden]')).length).toBeGreaterThan(10);
		expect(marksIn(shown.join('\n'), secrets)).toEqual([]);
	});

	it('writes an event log, a log with debug messages, and a database', () => {
		expect(filesOf(scene.folder)).toEqual(expect.arrayContaining([EVENTS, LOG, DATABASE]));
	});

	it('writes no secret into any file', () => {
		expect(leaks(inFiles)).toEqual([]);
	});

	it('writes no secret into its database', () => {
		expect(leaks(inDatabase)).toEqual([]);
	});

	it('writes nothing but its database that contains a secret of the input', () => {
		const ofInput = inFiles.filter(({ mark }) => EXPECTED.includes(mark));
		expect(ofInput.filter(({ place }) => !place.startsWith(DATABASE))).toEqual([]);
	});

	it('saves a key that was typed with the parameters only', () => {
		const places = placesOf(TYPED);
		expect(places.length).toBeGreaterThan(0);
		expect(places.filter((place) => !place.endsWith('.parameters.apiKey'))).toEqual([]);
	});

	it('saves a key that an item carries with this item and where it comes from only', () => {
		const places = placesOf(CARRIED);
		expect(places.length).toBeGreaterThan(0);
		expect(
			places.filter((place) => !/\.json\.(list\.0\.)?key$|\.parameters\.jsonOutput$/.test(place)),
		).toEqual([]);
	});

	it('saves credentials that Get was asked for with its output only', () => {
		const places = placesOf(...ASKED);
		expect(places).toHaveLength(ASKED.length);
		expect(places.filter((place) => !place.includes('resultData.runData.Get.0.data.main.0.0.json.'))).toEqual(
			[],
		);
	});
});
