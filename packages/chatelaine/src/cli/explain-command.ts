import type { Explanation } from '@chatelaine/core';
import type { Command, OptionValues } from 'commander';
import { inject, injectable } from 'inversify';
import type { CliCommand } from './cli-command.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import type { GlobalOptions } from './global-options.js';
import type { Output } from './output.js';
import { addReferenceArguments, readReference } from './reference-arguments.js';
import type { OpenSecrets } from './tokens.js';
import { CLI } from './tokens.js';
import { headline, traceTable } from './trace-table.js';

const EXAMPLES = `
It asks the backends as "get" does, and never prints a value.

Examples:
  chatelaine explain connection/smtp_default
  chatelaine explain secret/db-password@3
  chatelaine explain variable/hello --json`;

/** Prints which backends were asked for a reference, under which names, and what each said. */
@injectable()
export class ExplainCommand implements CliCommand {
  readonly #open: OpenSecrets;
  readonly #output: Output;
  readonly #signal: AbortSignal;

  constructor(
    @inject(CLI.OpenSecrets) open: OpenSecrets,
    @inject(CLI.Output) output: Output,
    @inject(CLI.Signal) signal: AbortSignal,
  ) {
    this.#open = open;
    this.#output = output;
    this.#signal = signal;
  }

  define(program: Command): Command {
    return addReferenceArguments(
      program.command('explain').description('show which backends were asked, and what each said'),
    ).addHelpText('after', EXAMPLES);
  }

  async run(args: readonly string[], options: OptionValues, global: GlobalOptions): Promise<ExitCode> {
    const ref = readReference(args, options);
    const { secrets, note } = await this.#open(global.choice);
    const explanation = await secrets.explain(ref, { signal: this.#signal });
    if (global.json) this.#output.json(note === undefined ? explanation : { ...explanation, note });
    else if (!global.quiet) this.#output.lines(traceTable(explanation, note));
    else if (explanation.outcome !== 'found') this.#output.message(headline(explanation));
    return exitCode(explanation);
  }
}

function exitCode({ outcome, code = 'INTERNAL' }: Explanation): ExitCode {
  if (outcome === 'found') return EXIT.ok;
  return outcome === 'missing' ? EXIT.notFound : exitCodeOf(code);
}
