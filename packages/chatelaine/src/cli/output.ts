import type { Writable } from 'node:stream';
import { inject, injectable } from 'inversify';
import { printable, printableLines } from './printable.js';
import { CLI } from './tokens.js';

/** A reader that went away, such as `head`, is no failure. */
const READER_LEFT: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** Answers go to stdout and everything else to stderr, each message behind the program's name. */
@injectable()
export class Output {
  readonly #stdout: Writable;
  readonly #stderr: Writable;
  readonly #writes: Promise<string | undefined>[] = [];

  constructor(@inject(CLI.Stdout) stdout: Writable, @inject(CLI.Stderr) stderr: Writable) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    // Each write learns of its own failure; without a listener the same failure would also end the process.
    for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  }

  /** A value, as it is. */
  value(value: string | Uint8Array): void {
    this.#write(this.#stdout, value);
  }

  /** One JSON document. */
  json(document: unknown): void {
    this.#write(this.#stdout, `${JSON.stringify(document, undefined, 2)}\n`);
  }

  /** Lines of a report, which may hold names that come from a store. */
  lines(lines: readonly string[]): void {
    for (const line of lines) this.#write(this.#stdout, `${printable(line)}\n`);
  }

  message(text: string): void {
    this.#write(this.#stderr, `chatelaine: ${printableLines(text)}\n`);
  }

  /** Text that is laid out already. */
  help(text: string, stream: 'stdout' | 'stderr'): void {
    this.#write(stream === 'stdout' ? this.#stdout : this.#stderr, text);
  }

  /** Resolves when all is written, to the code of the first write that failed although somebody was reading. */
  async flush(): Promise<string | undefined> {
    const failures = await Promise.all(this.#writes);
    return failures.find((code) => code !== undefined);
  }

  #write(stream: Writable, chunk: string | Uint8Array): void {
    this.#writes.push(
      new Promise((resolve) => {
        stream.write(chunk, (error?: NodeJS.ErrnoException | null) => resolve(failureCode(error)));
      }),
    );
  }
}

function failureCode(error: NodeJS.ErrnoException | null | undefined): string | undefined {
  if (error === null || error === undefined) return undefined;
  const code = error.code ?? 'no code';
  return READER_LEFT.has(code) ? undefined : code;
}
