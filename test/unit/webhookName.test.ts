import { createHash } from 'node:crypto';
import { webhookName } from '../../nodes/AmpersandTrigger/webhookName';

const PATH = '/webhook/9f0c/webhook';

const digestOf = (url: string): string => createHash('sha256').update(url).digest('hex').slice(0, 24);

describe('the name of a webhook', () => {
	it.each([
		['its dots as dashes', 'n8n.example.test', 'n8n-example-test'],
		['a port left out', 'n8n.example.test:8443', 'n8n-example-test'],
		['several characters in a row as one dash', 'xn--bcher-kva.example', 'xn-bcher-kva-example'],
		['no dash at its ends', '[::1]', '1'],
		['35 characters at most', `${'a'.repeat(50)}.test`, 'a'.repeat(35)],
		['no dash where it is cut', `${'a'.repeat(34)}.test`, 'a'.repeat(34)],
	])('names the host with %s', (_, host, named) => {
		const url = `https://${host}${PATH}`;
		expect(webhookName(url)).toBe(`n8n-${named}-${digestOf(url)}`);
	});

	it('names no host if the URL has none, because n8n is misconfigured', () => {
		const url = `n8n.example.test${PATH}`;
		expect(webhookName(url)).toBe(`n8n--${digestOf(url)}`);
	});

	it('is as long as the API accepts at most', () => {
		expect(webhookName(`https://${'long.'.repeat(20)}test${PATH}`).length).toBeLessThanOrEqual(64);
		expect(webhookName(`https://${'a'.repeat(60)}.test${PATH}`)).toHaveLength(64);
	});

	it.each([
		['path', `https://n8n.example.test/webhook-test/9f0c/webhook`],
		['host', `https://n8n-example.test${PATH}`],
	])('is another one with another %s', (_, url) => {
		expect(webhookName(url)).not.toBe(webhookName(`https://n8n.example.test${PATH}`));
	});
});
