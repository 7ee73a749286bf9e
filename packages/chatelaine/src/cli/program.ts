import { Command } from 'commander';
import { inject, injectable, multiInject } from 'inversify';
import type { CliCommand } from './cli-command.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { failureOf } from './failure.js';
import { failureFormat, tellFailure } from './failure-output.js';
import { addGlobalOptions, readGlobalOptions } from './global-options.js';
import type { Output } from './output.js';
import { packageVersion } from './package-version.js';
import { CLI } from './tokens.js';

const MORE = `
Exit codes:
  0    found, or all is well
  1    not found
  2    the command line, the config or the id is wrong, or no backend keeps versions or teams
  3    a backend failed: denied, unreachable, out of time, or a value of no use
  130  interrupted

Examples:
  chatelaine get variable hello
  chatelaine explain connection/smtp_default
  chatelaine check --live

Run "chatelaine help COMMAND" for more.`;

/** The program: all commands, the options that they share, and what becomes of errors. */
@injectable()
export class Program {
  readonly #commands: readonly CliCommand[];
  readonly #output: Output;

  constructor(@multiInject(CLI.Command) commands: CliCommand[], @inject(CLI.Output) output: Output) {
    this.#commands = commands;
    this.#output = output;
  }

  /** Runs the command that the arguments name, and tells of its failure. Never rejects. */
  async run(argv: readonly string[]): Promise<ExitCode> {
    let exitCode: ExitCode = EXIT.ok;
    const root = this.#root();
    for (const command of this.#commands) {
      const defined = addGlobalOptions(command.define(root));
      defined.action(async () => {
        const global = readGlobalOptions({ ...root.opts(), ...defined.opts() });
        exitCode = await command.run(defined.args, defined.opts(), global);
      });
    }
    try {
      await root.parseAsync(argv, { from: 'user' });
    } catch (error) {
      const failure = failureOf(error);
      tellFailure(failure, this.#output, failureFormat(argv));
      exitCode = failure.exitCode;
    }
    return exitCode;
  }

  #root(): Command {
    const output = this.#output;
    const root = new Command('chatelaine')
      .description(
        'Reads secrets, connections and configuration values from wherever the config says they live.',
      )
      // Options of the program stand before the command's name, so that "get --version 3" is the version of a secret.
      .enablePositionalOptions()
      .version(packageVersion(), '--version', 'print the version of this program')
      .helpOption('--help', 'show help')
      .helpCommand('help [command]', 'show help for a command')
      .addHelpText('after', MORE)
      .showHelpAfterError('Add --help to see what it takes.')
      .exitOverride()
      .configureOutput({
        writeOut: (text) => output.help(text, 'stdout'),
        writeErr: (text) => output.help(text, 'stderr'),
        outputError: (text, write) => write(text.replace(/^error: /, 'chatelaine: ')),
      });
    return addGlobalOptions(root);
  }
}
