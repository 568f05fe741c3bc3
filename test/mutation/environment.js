const Environment = require('../support/jest/environment');

/** Skips what is left of a test file after its first failure, since one is enough to kill a mutant. */
module.exports = class extends Environment {
	handleTestEvent({ name, test }) {
		if (name === 'test_done' && test.errors.length > 0) this.failed = true;
		if (name === 'test_start' && this.failed && process.env.__STRYKER_ACTIVE_MUTANT__) test.mode = 'skip';
	}
};
