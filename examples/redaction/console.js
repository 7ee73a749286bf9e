import { Console } from 'node:console';
import { Writable } from 'node:stream';

const METHODS = ['debug', 'dir', 'error', 'group', 'info', 'log', 'table', 'trace', 'warn'];

/** Makes `console` redact: fields by their names, then known values in what is printed. What it returns ends that. */
export function redactConsole(redact, { stdout = process.stdout, stderr = process.stderr } = {}) {
  const through = (stream) =>
    new Writable({
      decodeStrings: false,
      write: (text, _encoding, done) => stream.write(redact.text(String(text)), () => done()),
    });
  const redacting = new Console({ stdout: through(stdout), stderr: through(stderr) });
  const originals = METHODS.map((method) => [method, console[method]]);
  for (const method of METHODS)
    console[method] = (...args) => {
      const redacted = args.map((arg) => redact.value(arg));
      Reflect.apply(redacting[method], redacting, redacted);
    };
  return () => Object.assign(console, Object.fromEntries(originals));
}
