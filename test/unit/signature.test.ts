import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'svix';
import {
	isSignedWith,
	readMessage,
	secondsOff,
	type SignedMessage,
	TOLERANCE_SECONDS,
} from '../../nodes/AmpersandTrigger/signature';

const KEY = `whsec_${btoa('twenty-four bytes of key')}`;
const OTHER_KEY = `whsec_${btoa('other twenty-four bytes.')}`;
const ID = 'msg_2Lml0c4xZ7';
const TIME = new Date('2026-11-24T08:00:00Z');
const SECONDS = String(TIME.getTime() / 1000);
const BODY = '{"notificationType":"connection.error","data":{"provider":"salesforce"}}';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sign = (body = BODY, key = KEY, id = ID, time = TIME): string => new Webhook(key).sign(id, time, body);

/** A message signed by Svix's library, with changes made afterwards. */
function message(change: Partial<SignedMessage> & { text?: string } = {}): SignedMessage {
	const { text = BODY, ...rest } = change;
	return { id: ID, timestamp: SECONDS, signatures: sign(), body: bytes(text), ...rest };
}

describe('a message signed by Svix', () => {
	it.each([
		['unchanged', message(), KEY],
		['with a secret without whsec_', message(), KEY.replace('whsec_', '')],
		[
			'after a signature with another key',
			message({ signatures: `${sign(BODY, OTHER_KEY)} ${sign()}` }),
			KEY,
		],
		[
			'before a signature with another key',
			message({ signatures: `${sign()} ${sign(BODY, OTHER_KEY)}` }),
			KEY,
		],
		['next to signatures of other versions', message({ signatures: `v1a,c2ln ${sign()} v2,c2ln` }), KEY],
		['with a body that is not ASCII', message({ text: 'Zoë 🚀', signatures: sign('Zoë 🚀') }), KEY],
		['with an empty body', message({ text: '', signatures: sign('') }), KEY],
	])('is genuine: %s', (_, given, key) => expect(isSignedWith(given, key)).toBe(true));

	it('is genuine with a secret in which whsec_ is no prefix, but a part of the base64', () => {
		const key = 'AAAAwhsec_AA';
		const signed = `${ID}.${SECONDS}.${BODY}`;
		const digest = createHmac('sha256', Buffer.from(key, 'base64')).update(signed).digest('base64');
		expect(isSignedWith(message({ signatures: `v1,${digest}` }), key)).toBe(true);
	});

	it.each([
		['one byte of the body changed', message({ text: BODY.replace('force', 'farce') })],
		['a byte put behind the body', message({ text: `${BODY}\n` })],
		['the members of the body in another order', message({ text: '{"data":{},"notificationType":"x"}' })],
		['another id', message({ id: `${ID}x` })],
		['another timestamp', message({ timestamp: String(Number(SECONDS) + 1) })],
		['id and timestamp exchanged', message({ id: SECONDS, timestamp: ID })],
		[
			'a part of the timestamp moved to the id',
			message({ id: `${ID}.${SECONDS[0]}`, timestamp: SECONDS.slice(1) }),
		],
		['another secret', message({ signatures: sign(BODY, OTHER_KEY) })],
		['the right signature under version v1a', message({ signatures: sign().replace('v1,', 'v1a,') })],
		['the right signature under version v2', message({ signatures: sign().replace('v1,', 'v2,') })],
		['the right signature without a version', message({ signatures: sign().replace('v1,', '') })],
		['a signature that was cut short', message({ signatures: sign().slice(0, -4) })],
		['a signature without its padding', message({ signatures: sign().replace(/=+$/, '') })],
		['a signature in base64 for URLs', message({ signatures: 'v1,__--AAAA' })],
		['a signature that goes on', message({ signatures: `${sign()}AAAA` })],
		['no signature', message({ signatures: '' })],
		['spaces for signatures', message({ signatures: '   ' })],
	])('is not genuine with %s', (_, given) => expect(isSignedWith(given, KEY)).toBe(false));

	it.each(['', 'whsec_', '%%%', 'whsec_%%%'])(
		'is not genuine when signed with the empty secret %j',
		(secret) => {
			const signatures = `v1,${createHmac('sha256', '').update(`${ID}.${SECONDS}.${BODY}`).digest('base64')}`;
			expect(isSignedWith(message({ signatures }), secret)).toBe(false);
		},
	);
});

describe('a signature', () => {
	// A fixed seed, so that a run can be repeated.
	const settings = { numRuns: 200, seed: 20_261_124 };
	const keys = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((key) => btoa(String.fromCharCode(...key)));
	const ids = fc.stringMatching(/^[\w.-]{1,40}$/);
	const times = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
	const texts = fc.string({ unit: 'grapheme', maxLength: 200 });

	it("is valid for everything that Svix's library signs", () => {
		fc.assert(
			fc.property(keys, ids, times, texts, (key, id, time, text) => {
				const timestamp = String(time.getTime() / 1000);
				const signatures = new Webhook(key).sign(id, time, text);
				expect(isSignedWith({ id, timestamp, signatures, body: bytes(text) }, key)).toBe(true);
			}),
			settings,
		);
	});

	it('is not valid for any other body', () => {
		fc.assert(
			fc.property(texts, texts, (signed, sent) => {
				fc.pre(signed !== sent);
				expect(isSignedWith(message({ text: sent, signatures: sign(signed) }), KEY)).toBe(false);
			}),
			settings,
		);
	});

	it('is not valid with any other character', () => {
		const signature = sign();
		fc.assert(
			fc.property(fc.nat(signature.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
				fc.pre(signature[at] !== other);
				const changed = signature.slice(0, at) + other + signature.slice(at + 1);
				expect(isSignedWith(message({ signatures: changed }), KEY)).toBe(false);
			}),
			settings,
		);
	});

	it("is accepted exactly when Svix's library accepts it, for any header", () => {
		const header = fc.array(
			fc.oneof(fc.constant(sign()), fc.constant(sign(BODY, OTHER_KEY)), fc.string({ maxLength: 60 })),
			{ maxLength: 4 },
		);
		fc.assert(
			fc.property(header, (parts) => {
				const signatures = parts.join(' ');
				expect(isSignedWith(message({ signatures }), KEY)).toBe(svixAccepts(signatures));
			}),
			settings,
		);
	});
});

describe('the age of a message', () => {
	const now = TIME.getTime();
	const sent = (seconds: number) => message({ timestamp: String(now / 1000 + seconds) });

	it.each([0, -TOLERANCE_SECONDS, TOLERANCE_SECONDS, -1, 1, 86_400])('is off by %d s', (seconds) => {
		expect(secondsOff(sent(seconds), now)).toBe(Math.abs(seconds));
		expect(secondsOff(sent(seconds), now + 999)).toBe(Math.abs(seconds));
	});
});

describe('the headers of a message', () => {
	const headers = { 'svix-id': ID, 'svix-timestamp': SECONDS, 'svix-signature': sign() };

	it('are read', () => {
		expect(readMessage(headers, bytes(BODY))).toEqual(message());
	});

	it.each(Object.keys(headers))('are all required: %s', (name) => {
		expect(readMessage({ ...headers, [name]: undefined }, bytes(BODY))).toBeUndefined();
		expect(readMessage({ ...headers, [name]: '' }, bytes(BODY))).toBeUndefined();
		expect(readMessage({ ...headers, [name]: ['a', 'b'] }, bytes(BODY))).toBeUndefined();
		expect(readMessage({ ...headers, [name]: [SECONDS] }, bytes(BODY))).toBeUndefined();
	});

	it.each(['yesterday', '-5', '1.5', '0x10', '1e9', ' 17', '12345678901234', '17,17'])(
		'are rejected with the timestamp %j',
		(timestamp) => {
			expect(readMessage({ ...headers, 'svix-timestamp': timestamp }, bytes(BODY))).toBeUndefined();
		},
	);

	it('are rejected if one was sent twice, which Node.js joins with a comma', () => {
		const twice = { ...headers, 'svix-signature': `${sign(BODY, OTHER_KEY)}, ${sign()}` };
		expect(readMessage(twice, bytes(BODY))).toBeUndefined();
	});

	it('are rejected without a body', () => {
		expect(readMessage(headers, undefined)).toBeUndefined();
	});
});

/** Whether Svix's own library accepts a signature header at the time of the message. */
function svixAccepts(signatures: string): boolean {
	jest.useFakeTimers({ now: TIME });
	try {
		new Webhook(KEY).verify(BODY, { 'svix-id': ID, 'svix-timestamp': SECONDS, 'svix-signature': signatures });
		return true;
	} catch {
		return false;
	} finally {
		jest.useRealTimers();
	}
}
