import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { fs, process } from '../support/node';
import type { RecordedRequest } from '../../emulator';

interface Parameter {
	name: string;
	in: string;
	required?: boolean;
	schema: object;
}

interface Content {
	content?: Record<string, { schema: object }>;
}

interface OperationObject {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: Content & { required?: boolean };
	responses: Record<string, Content>;
}

interface Description {
	paths: Record<string, Record<string, OperationObject>>;
}

/** Path of the API's description; without it the contract can't be tested. */
export const descriptionPath = process.env.AMPERSAND_OPENAPI;

/** Declares tests that need a description. */
export function describeWith(path: string | undefined): jest.Describe {
	if (path) return describe;
	// The descriptions aren't ours to copy, and `npm test` must pass without them; it reports these tests as skipped.
	return describe.skip;
}

/** The API's public description, which requests and responses must match. */
export class Contract {
	private readonly ajv = new Ajv({ strict: false, allErrors: true });

	private readonly description: Description;

	private readonly compiled = new Map<object, ValidateFunction>();

	/** @param path of `openapi.json` */
	constructor(path: string) {
		const document = asJsonSchema(JSON.parse(fs.readFileSync(path, 'utf8')));
		this.description = document as Description;
		addFormats(this.ajv);
		this.ajv.addSchema({ ...(document as object), $id: 'api' });
	}

	/** Everything that is wrong with a request and its response; empty if nothing is. */
	violationsOf(request: RecordedRequest): string[] {
		const operation = this.operationOf(request);
		if (!operation) return [`no operation ${request.method} ${request.path}`];
		return [
			...this.queryProblems(operation, request.query),
			...this.bodyProblems(operation, request.body),
			...this.responseProblems(operation, request),
		].map((problem) => `${operation.operationId}: ${problem}`);
	}

	/** The operation that a request is for. */
	operationOf({ method, path }: Pick<RecordedRequest, 'method' | 'path'>): OperationObject | undefined {
		for (const [template, methods] of Object.entries(this.description.paths)) {
			const pattern = new RegExp(`^/v1${template.replace(/\{\w+\}/g, '[^/:]+')}$`);
			if (pattern.test(path)) return methods[method.toLowerCase()];
		}
		return undefined;
	}

	private queryProblems({ parameters = [] }: OperationObject, query: Record<string, string>): string[] {
		const declared = parameters.filter((parameter) => parameter.in === 'query');
		return Object.entries(query).flatMap(([name, text]) => {
			const parameter = declared.find((candidate) => candidate.name === name);
			if (!parameter) return [`the query ${name} is not declared`];
			const isText = (parameter.schema as { type?: string }).type === 'string';
			return this.validate(parameter.schema, isText ? text : JSON.parse(text), `query ${name}`);
		});
	}

	private bodyProblems({ requestBody }: OperationObject, body: unknown): string[] {
		const schema = requestBody?.content?.['application/json']?.schema;
		if (!schema) return body === undefined ? [] : ['a body is not declared'];
		if (body === undefined) return requestBody?.required === false ? [] : ['the body is missing'];
		return this.validate(this.closed(schema), body, 'body');
	}

	private responseProblems({ responses }: OperationObject, request: RecordedRequest): string[] {
		const declared = responses[String(request.status)] ?? responses.default;
		const content = Object.values(declared.content ?? {})[0];
		if (!content) return request.responseBody === undefined ? [] : ['a response body is not declared'];
		const sent: unknown = JSON.parse(JSON.stringify(request.responseBody));
		return this.validate(this.closed(content.schema), sent, `response ${request.status}`);
	}

	/** The same schema, but without any other fields, also in the entries of a list. */
	private closed(schema: object): object {
		const known = this.closedSchemas.get(schema) ?? {
			allOf: [schema],
			unevaluatedProperties: false,
			...('items' in schema && { items: this.closed(schema.items as object) }),
		};
		this.closedSchemas.set(schema, known);
		return known;
	}

	private readonly closedSchemas = new Map<object, object>();

	private validate(schema: object, value: unknown, what: string): string[] {
		let check = this.compiled.get(schema);
		if (!check) {
			check = this.ajv.compile(withAbsoluteReferences(schema) as object);
			this.compiled.set(schema, check);
		}
		return check(value) ? [] : (check.errors ?? []).map((error) => messageOf(error, what));
	}
}

function messageOf({ instancePath, message, params }: ErrorObject, what: string): string {
	return `${what}${instancePath} ${message} ${JSON.stringify(params)}`;
}

/** In OpenAPI 3.0 `exclusiveMaximum` is a boolean next to `maximum`; in JSON Schema it is a number. */
function asJsonSchema(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(asJsonSchema);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, member]) => [key, asJsonSchema(member)] as const);
	const { exclusiveMaximum, maximum, ...rest } = Object.fromEntries(entries) as Record<string, unknown>;
	if (exclusiveMaximum === true) return { ...rest, exclusiveMaximum: maximum };
	return {
		...rest,
		...(exclusiveMaximum === undefined ? {} : { exclusiveMaximum }),
		...(maximum === undefined ? {} : { maximum }),
	};
}

function withAbsoluteReferences(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withAbsoluteReferences);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [
			key,
			key === '$ref' ? `api${String(member)}` : withAbsoluteReferences(member),
		]),
	);
}
