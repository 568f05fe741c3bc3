import { performance, process } from '../../test/support/node';
import { print } from './print';
import { repairConnection } from './repair';
import { connectCustomer, removeCustomer, reportBroken, rotateKey } from './scenes';
import { chooseTarget } from './target';

const NEXT = `What next?
  npm start                 a whole n8n with this node and these workflows
  npm run demo -- --help    the same with your own Ampersand project
  examples/                 workflows to import into your n8n
  README.md                 how to install the node and set up its credential`;

/** `npm run demo`: runs the examples on n8n's engine, and prints what they do. */
async function main(): Promise<void> {
	const began = performance.now();
	const target = await chooseTarget();
	try {
		print(
			target.embedded
				? `The Ampersand API is emulated at ${target.credential.baseUrl}.`
				: `Using the Ampersand API at ${target.credential.baseUrl}.`,
		);
		await reportBroken(target);
		if (target.write) {
			const connectionId = await connectCustomer(target);
			await rotateKey(target, connectionId);
			await removeCustomer(target, connectionId);
		} else print('\nNothing was changed, because --write is not set.');
		await repairConnection(target);
		print(`\nEverything worked, in ${((performance.now() - began) / 1000).toFixed(1)} s.\n\n${NEXT}`);
	} finally {
		await target.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
