import type { IDataObject } from 'n8n-workflow';
import { invalidParameter } from '../../../shared/errors/failure';
import { requiredString } from '../../../shared/transport/path';
import type { Input } from '../../operation';
import { jsonObject, moment, oneOf, optionalText, wordList } from '../../values';
import { AUTH_SCHEMES } from './auth';
import { labelOf } from './labels';

const SOURCES = ['input', 'token', 'provider'];

/**
 * Moves credentials from where the routing gathered them to where the API wants them.
 *
 * @param body the request's body, with the gathered fields under `auth`; they are taken out of it
 * @param into where the credentials go: the body itself, or the update's `connection`
 * @throws Failure when a field that the scheme needs is empty
 */
export function applyAuth(body: IDataObject, into: IDataObject, input: Input): void {
	const fields = (body.auth ?? {}) as IDataObject;
	delete body.auth;
	const name = String(input.parameter('authScheme', 'none'));
	const scheme = AUTH_SCHEMES[name];
	if (!scheme)
		throw invalidParameter(labelOf('authScheme'), `must be one of: ${Object.keys(AUTH_SCHEMES).join(', ')}`);

	const credentials: IDataObject = {};
	for (const field of scheme.required) credentials[field] = requiredField(field, fields[field]);
	for (const field of scheme.optional) assign(credentials, field, optionalField(field, fields, input));
	if (name === 'oauth2/authorizationCode' && !credentials.accessToken && !credentials.refreshToken) {
		throw invalidParameter(
			labelOf('refreshToken'),
			'is empty, and so is the access token',
			'Give at least one of them.',
		);
	}
	if (scheme.nest) into[scheme.nest] = credentials;
	else Object.assign(into, credentials);
}

/** Keeps the texts that are not empty, and turns metadata entries into the API's map. */
export function tidyFields(fields: IDataObject, names: string[]): void {
	for (const name of names) {
		const value =
			name === 'providerMetadata'
				? metadataMap(fields.providerMetadata)
				: optionalText(fields[name], labelOf(name));
		delete fields[name];
		assign(fields, name, value);
	}
}

/** The fields of a new connection that must be there, as text. */
export function requireFields(fields: IDataObject, names: string[]): void {
	for (const name of names) fields[name] = requiredString(fields[name], labelOf(name));
}

function requiredField(field: string, value: unknown): string | IDataObject {
	if (field !== 'customAuth') return requiredString(value, labelOf(field));
	const customAuth = jsonObject(value, labelOf(field));
	if (Object.keys(customAuth).length === 0) throw invalidParameter(labelOf(field), 'is empty');
	return customAuth;
}

function optionalField(field: string, fields: IDataObject, input: Input): IDataObject[string] {
	if (field === 'scopes') return wordList(fields.scopes, labelOf('scopes'));
	const token = optionalText(fields[field], labelOf(field));
	if (token === undefined) return undefined;
	const options = (fields.tokenOptions ?? {}) as IDataObject;
	const value: IDataObject = { token };
	for (const [member, option] of [
		['expiresAt', `${field}ExpiresAt`],
		['issuedAt', `${field}IssuedAt`],
	]) {
		assign(value, member, moment(options[option], labelOf(option), input.timezone()));
	}
	return value;
}

function metadataMap(collection: unknown): IDataObject | undefined {
	const entries = ((collection as IDataObject | undefined)?.entry ?? []) as IDataObject[];
	const map: IDataObject = {};
	for (const { key, value, source } of entries) {
		const name = optionalText(key, 'Provider Metadata > Key');
		const text = optionalText(value, 'Provider Metadata > Value');
		if (name === undefined && text === undefined) continue;
		if (name === undefined) throw invalidParameter('Provider Metadata > Key', 'is empty');
		if (text === undefined) throw invalidParameter(`Provider Metadata > Value of ${name}`, 'is empty');
		if (Object.hasOwn(map, name)) throw invalidParameter('Provider Metadata > Key', `has "${name}" twice`);
		const checked = { value: text, source: oneOf(source ?? 'input', 'Provider Metadata > Source', SOURCES) };
		// defineProperty: a key named __proto__ must become a member like any other.
		Object.defineProperty(map, name, {
			value: checked,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
	return Object.keys(map).length ? map : undefined;
}

function assign(target: IDataObject, name: string, value: IDataObject[string]): void {
	if (value !== undefined) target[name] = value;
}
