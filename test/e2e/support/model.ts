import { http, type net } from '../../support/node';

/** The model's next response. */
export type Step = { tool: string; args: object } | { text: string };

/** The part of a request to the model that the tests read. */
export interface ChatRequest {
	stream?: boolean;
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{
		function: { name: string; description: string; parameters: { properties: Record<string, object> } };
	}>;
}

/** A language model whose responses come from the test. */
export interface Model {
	/** Base URL for OpenAI's nodes and libraries. */
	readonly url: string;
	readonly requests: ChatRequest[];
	/** The results of the tools, the latest last. */
	toolResults(): string[];
	/** Sets the responses, one step for each request. */
	play(steps: Step[]): void;
	close(): Promise<void>;
}

/**
 * Starts a server on loopback with the part of OpenAI's chat completions API that n8n's agent uses, so that the real
 * agent calls the real tools.
 */
export async function startModel(): Promise<Model> {
	const requests: ChatRequest[] = [];
	let script: Step[] = [];
	const server = http.createServer((request, response) => {
		const chunks: string[] = [];
		request.setEncoding('utf8');
		request.on('data', (chunk: string) => chunks.push(chunk));
		request.on('end', () => {
			if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) {
				response.writeHead(404).end();
				return;
			}
			const body = JSON.parse(chunks.join('')) as ChatRequest;
			requests.push(body);
			const step = script.shift() ?? { text: 'No further steps.' };
			respond(response, body.stream ?? false, step, `call_${requests.length}`);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as net.AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		toolResults: () => {
			const messages = requests.at(-1)?.messages ?? [];
			return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
		},
		play: (steps) => {
			requests.length = 0;
			script = [...steps];
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** @param callId of a tool call; n8n's agent takes a repeated one for the same call */
function respond(response: http.ServerResponse, stream: boolean, step: Step, callId: string): void {
	const common = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'scripted' };
	const message = 'text' in step ? { role: 'assistant', content: step.text } : call(step, callId);
	const finish = 'text' in step ? 'stop' : 'tool_calls';
	if (!stream) {
		const choices = [{ index: 0, message, finish_reason: finish }];
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ ...common, object: 'chat.completion', choices, usage }));
		return;
	}
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const choices = [
		{ index: 0, delta: message, finish_reason: null },
		{ index: 0, delta: {}, finish_reason: finish },
	];
	for (const choice of choices) {
		const chunk = { ...common, object: 'chat.completion.chunk', choices: [choice] };
		response.write(`data: ${JSON.stringify(chunk)}\n\n`);
	}
	response.end('data: [DONE]\n\n');
}

function call({ tool, args }: { tool: string; args: object }, id: string): object {
	const named = { name: tool, arguments: JSON.stringify(args) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ index: 0, id, type: 'function', function: named }],
	};
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}
