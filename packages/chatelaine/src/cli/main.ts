import 'reflect-metadata';
import { createContainer } from './container.js';
import { failureOf } from './failure.js';
import { failureFormat, tellFailure } from './failure-output.js';
import { run } from './run.js';
import { CLI } from './tokens.js';

const container = createContainer();
const interrupt = new AbortController();
container.rebind(CLI.Signal).toConstantValue(interrupt.signal);

// Once: a second interrupt ends the process as it always does.
process.once('SIGINT', () => interrupt.abort());

// What a backend throws behind everybody's back may hold a value, and Node would print it.
process.on('uncaughtException', async (error) => {
  const failure = failureOf(error);
  const output = container.get(CLI.Output);
  tellFailure(failure, output, failureFormat(process.argv.slice(2)));
  await output.flush();
  process.exit(failure.exitCode);
});

// A backend may leave a request open that nobody waits for any more; it must not keep the process.
process.exit(await run(container, process.argv.slice(2)));
