import { type INodeParameterResourceLocator, isResourceLocatorValue } from 'n8n-workflow';
import type { WorkflowFile } from '../../support/engine';
import { PACKAGE } from '../../support/engine/nodeTypes';
import { source } from '../../support/engine/source';
import { exampleNames } from '../../support/examples';
import { fs, path } from '../../support/node';

/** The newest versions of nodes in n8n 1.123, the oldest n8n that the examples must work in. */
const NEWEST: Record<string, number> = {
	'n8n-nodes-base.aggregate': 1,
	'n8n-nodes-base.crypto': 1,
	'n8n-nodes-base.extractFromFile': 1.1,
	'n8n-nodes-base.formTrigger': 2.3,
	'n8n-nodes-base.httpRequest': 4.3,
	'n8n-nodes-base.if': 2.2,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.noOp': 1,
	'n8n-nodes-base.respondToWebhook': 1.4,
	'n8n-nodes-base.scheduleTrigger': 1.2,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.splitInBatches': 3,
	'n8n-nodes-base.splitOut': 1,
	'n8n-nodes-base.stickyNote': 1,
	'n8n-nodes-base.switch': 3.3,
	'n8n-nodes-base.wait': 1.1,
	'n8n-nodes-base.webhook': 2.1,
	'@n8n/n8n-nodes-langchain.agent': 3,
	'@n8n/n8n-nodes-langchain.chatTrigger': 1.3,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.2,
	[`${PACKAGE}.ampersand`]: 1,
	[`${PACKAGE}.ampersandTool`]: 1,
	[`${PACKAGE}.ampersandTrigger`]: 1,
};

/** The modes of a resource locator of one of our nodes. */
function modesOf(type: string, parameter: string): string[] {
	const name = type.replace(`${PACKAGE}.`, '').replace(/Tool$/, '');
	const { properties } = source.nodes.find(({ description }) => description.name === name)?.description ?? {};
	return (properties ?? [])
		.filter((property) => property.name === parameter)
		.flatMap(({ modes = [] }) => modes.map((mode) => mode.name));
}

const tests = fs
	.readdirSync(path.resolve('test/engine/examples'))
	.map((name) => fs.readFileSync(path.resolve('test/engine/examples', name), 'utf8'))
	.join('\n');

describe.each(exampleNames())('the file of the example %s', (name) => {
	const text = fs.readFileSync(path.resolve('examples', `${name}.json`), 'utf8');
	const file = JSON.parse(text) as WorkflowFile & { name: string };
	const ofOurs = file.nodes.filter(({ type }) => type.startsWith(`${PACKAGE}.`));

	it('is run by a test', () => expect(tests.includes(`'${name}'`)).toBe(true));

	it('is listed in the README of the examples', () => {
		expect(fs.readFileSync(path.resolve('examples', 'README.md'), 'utf8')).toContain(`(${name}.json)`);
	});

	it('has only nodes that n8n 1.123 has, and ours', () => {
		const unknown = file.nodes.filter(({ type, typeVersion }) => !(typeVersion <= (NEWEST[type] ?? 0)));
		expect(unknown).toEqual([]);
	});

	it('has no credential and no secret', () => {
		expect(text).not.toContain('"credentials"');
		expect(file.nodes.filter(({ parameters }) => parameters.secret)).toEqual([]);
	});

	it('connects each node but the notes', () => {
		const links = Object.entries(file.connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs).flatMap((lists) => lists.flatMap((list) => (list ?? []).map(({ node }) => node))),
		]);
		const names = file.nodes.filter(({ type }) => !type.endsWith('.stickyNote')).map((node) => node.name);
		expect([...new Set(links)].sort()).toEqual(names.sort());
	});

	it('has a unique ID for each node', () => {
		expect(new Set(file.nodes.map(({ id }) => id)).size).toBe(file.nodes.length);
	});

	it('names the project in one node, to which the others refer', () => {
		const projects = file.nodes.filter(({ parameters }) => JSON.stringify(parameters).includes('"my-project"'));
		const trigger = file.nodes.find(({ type }) => type.endsWith('.ampersandTrigger'));
		expect(projects.map((node) => node.name)).toEqual([trigger?.name ?? 'Settings']);
		const others = ofOurs.filter((node) => node !== trigger);
		for (const { parameters } of others)
			expect(parameters.projectIdOrName).toMatchObject({ mode: 'name', value: expect.stringMatching(/^={{/) as string });
	});

	it('has plain values in Settings', () => {
		const settings = file.nodes.find((node) => node.name === 'Settings');
		expect(JSON.stringify(settings?.parameters ?? {})).not.toContain('{{');
	});

	it('refers to nodes and settings that it has', () => {
		const names = file.nodes.map((node) => node.name);
		const called = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, called]) => called);
		expect(called.filter((called) => !names.includes(called))).toEqual([]);
	});

	it('sets resource locators in modes that the editor offers', () => {
		const used = ofOurs.flatMap(({ type, parameters }) =>
			Object.entries(parameters)
				.filter(([, value]) => isResourceLocatorValue(value))
				.map(([parameter, value]) => [type, parameter, (value as INodeParameterResourceLocator).mode]),
		);
		expect(used.filter(([type, parameter, mode]) => !modesOf(type, parameter).includes(mode))).toEqual([]);
	});

	it('checks the customer before each deletion', () => {
		const deletions = ofOurs.filter(({ parameters }) => parameters.operation === 'delete');
		for (const { parameters } of deletions)
			expect(parameters.onlyIf).toMatchObject({ groupRef: expect.stringMatching(/customer/) as string });
	});

	it('lets an agent hear the reason when a tool fails, and never lists without a limit', () => {
		for (const { onError, parameters } of ofOurs.filter(({ type }) => type.endsWith('Tool'))) {
			expect(onError).toBe('continueRegularOutput');
			expect(parameters.returnAll ?? false).toBe(false);
		}
	});

	it('describes in a note what it does and what to do first', () => {
		const notes = file.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes[0].parameters.content).toContain(`## ${file.name}\n`);
		expect(notes[0].parameters.content).toContain('**Before you start:**');
	});

	it('covers no node with a note', () => {
		const NODE_PX = 100;
		const notes = file.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		const nodes = file.nodes.filter((node) => !notes.includes(node));
		const covered = notes.flatMap(({ position: [left, top], parameters: { width, height } }) =>
			nodes.filter(
				({ position: [x, y] }) =>
					x + NODE_PX > left && x < left + Number(width) && y + NODE_PX > top && y < top + Number(height),
			),
		);
		expect(covered.map((node) => node.name)).toEqual([]);
	});
});
