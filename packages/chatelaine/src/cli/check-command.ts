import type { Clock } from '@chatelaine/core';
import type { Command, OptionValues } from 'commander';
import { inject, injectable } from 'inversify';
import type { BackendCheck } from './backend-check.js';
import { checkBackend } from './backend-check.js';
import type { CheckReport } from './check-report.js';
import { checkLines, checkReport } from './check-report.js';
import type { CliCommand } from './cli-command.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import type { FileCheck } from './file-check.js';
import { checkLastKnownGood } from './file-check.js';
import type { GlobalOptions } from './global-options.js';
import type { Output } from './output.js';
import type { ReferenceCheck } from './reference-check.js';
import { checkReferences } from './reference-check.js';
import type { LoadConfig, OpenSecrets } from './tokens.js';
import { CLI } from './tokens.js';

const EXAMPLES = `
Examples:
  chatelaine check
  chatelaine check --live
  chatelaine check connection/smtp_default variable/hello
  chatelaine check --config deploy/chatelaine.yaml --profile production`;

/**
 * Tells whether a config is right, whether each backend can be created and, on request, whether it answers, which
 * references are there and what reading them lost.
 */
@injectable()
export class CheckCommand implements CliCommand {
  readonly #load: LoadConfig;
  readonly #open: OpenSecrets;
  readonly #output: Output;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;

  constructor(
    @inject(CLI.LoadConfig) load: LoadConfig,
    @inject(CLI.OpenSecrets) open: OpenSecrets,
    @inject(CLI.Output) output: Output,
    @inject(CLI.Signal) signal: AbortSignal,
    @inject(CLI.Clock) clock: Clock,
  ) {
    this.#load = load;
    this.#open = open;
    this.#output = output;
    this.#signal = signal;
    this.#clock = clock;
  }

  define(program: Command): Command {
    return program
      .command('check')
      .description('check the config, and that each backend can be created')
      .argument('[references...]', 'what must be there, such as connection/smtp_default')
      .option('--live', 'also ask each backend something harmless')
      .addHelpText('after', EXAMPLES);
  }

  async run(references: readonly string[], { live }: OptionValues, global: GlobalOptions): Promise<ExitCode> {
    const chain = await this.#load(global.choice);
    const probing = { signal: this.#signal, now: () => this.#clock.now() };
    const checks = await Promise.all(
      chain.backends.map((backend) => checkBackend(backend, live === true ? probing : undefined)),
    );
    const file = await checkLastKnownGood(chain);
    const wrong = exitCode(checks, file);
    const asked = references.length === 0 || wrong !== EXIT.ok ? [] : await this.#ask(references, global);
    const report = checkReport(chain, { backends: checks, lastKnownGood: file, references: asked });
    this.#tell(report, [...(file === undefined ? [] : [file]), ...checks, ...asked], global);
    return wrong === EXIT.ok ? exitCodeOfReferences(asked) : wrong;
  }

  async #ask(references: readonly string[], { choice }: GlobalOptions): Promise<readonly ReferenceCheck[]> {
    const { secrets } = await this.#open(choice);
    return checkReferences(secrets, references, this.#signal);
  }

  #tell(report: CheckReport, checks: readonly Told[], { json, quiet, trace }: GlobalOptions): void {
    if (json) this.#output.json(report);
    else if (!quiet) this.#output.lines(checkLines(report));
    for (const { message, causes = [] } of checks) {
      if (message !== undefined && !json) this.#output.message(message);
      if (trace) for (const line of causes) this.#output.message(line);
    }
  }
}

/** What failed in a check, in words, and what is known of why. */
type Told = Pick<BackendCheck, 'message' | 'causes'>;

/** A config that is wrong comes first: it must be mended before a failure means anything. */
function exitCode(checks: readonly BackendCheck[], file: FileCheck | undefined): ExitCode {
  if (file?.code !== undefined) return exitCodeOf(file.code);
  if (checks.some(({ outcome }) => outcome === 'not-created')) return EXIT.usage;
  const failures = checks.filter(({ outcome }) => outcome === 'failed');
  const failed = failures.find(({ code }) => code === 'INVALID_CONFIG') ?? failures[0];
  if (failed === undefined) return EXIT.ok;
  return exitCodeOf(failed.code ?? 'INTERNAL');
}

/** A failure says more than what is missing. */
function exitCodeOfReferences(references: readonly ReferenceCheck[]): ExitCode {
  const failed = references.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) return exitCodeOf(failed.code ?? 'INTERNAL');
  return references.every(({ outcome }) => outcome === 'found') ? EXIT.ok : EXIT.notFound;
}
