import { importOwn } from './install';
import type { Results } from './results';

/** Colors that people with color vision deficiency can tell apart. */
const COLORS = { domain: ['Ampersand', 'HTTP Request', 'script'], range: ['#0072b2', '#d55e00', '#999999'] };

/** The results as an SVG: CPU time of each workload as a ratio, and CPU time by number of items. */
export async function plot({ rows, growth }: Results): Promise<string> {
	const bars = rows.flatMap(({ part, title, sides }) =>
		Object.entries(sides).map(([side, { cpu }]) => ({
			title: part === 'server' ? `${title} (n8n server)` : title,
			side: labelOf(side),
			ratio: cpu / sides['HTTP Request'].cpu,
		})),
	);
	const lines = growth.flatMap(({ workload, side, points }) =>
		points.map(({ size, cpu }) => ({ workload, side: labelOf(side), size, cpu })),
	);
	const color = { field: 'side', type: 'nominal', scale: COLORS, title: null };
	const text = { labelLimit: 400, labelFontSize: 12, titleFontSize: 12 };
	return await svg({
		background: 'white',
		hconcat: [
			{
				title: 'CPU time of the work (HTTP Request = 1)',
				data: { values: bars },
				width: 320,
				height: { step: 9, for: 'offset' },
				mark: 'bar',
				encoding: {
					y: { field: 'title', type: 'nominal', title: null, sort: null, axis: { labelLimit: 0 } },
					yOffset: { field: 'side', sort: COLORS.domain },
					x: { field: 'ratio', type: 'quantitative', title: null },
					color,
				},
			},
			{
				title: 'CPU time by number of items (ms; Get solid, List dashed)',
				data: { values: lines },
				width: 320,
				height: 320,
				mark: { type: 'line', point: true },
				encoding: {
					x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: null },
					y: { field: 'cpu', type: 'quantitative', scale: { type: 'log' }, title: null },
					color,
					strokeDash: { field: 'workload', type: 'nominal', legend: null },
				},
			},
		],
		config: { axis: text, legend: text, title: { fontSize: 13 } },
	});
}

function labelOf(side: string): string {
	return side === 'axios' ? 'script' : side;
}

/** The parts of the two libraries that are used; their types aren't installed where the sources are checked. */
interface VegaLite {
	compile(specification: object): { spec: object };
}
interface Vega {
	parse(specification: object): object;
	View: new (runtime: object, options: { renderer: 'none' }) => { toSVG(): Promise<string> };
}

async function svg(specification: object): Promise<string> {
	const { compile } = await importOwn<VegaLite>('vega-lite');
	const { parse, View } = await importOwn<Vega>('vega');
	return await new View(parse(compile(specification).spec), { renderer: 'none' }).toSVG();
}
