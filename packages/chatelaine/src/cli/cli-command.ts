import type { Command, OptionValues } from 'commander';
import type { ExitCode } from './exit-codes.js';
import type { GlobalOptions } from './global-options.js';

/** One command of the program. */
export interface CliCommand {
  /** Adds itself to the program: name, arguments, options, help. */
  define(program: Command): Command;
  /**
   * Does its work.
   *
   * @param args the arguments as they were typed
   * @param options its own options, as commander read them
   */
  run(args: readonly string[], options: OptionValues, global: GlobalOptions): Promise<ExitCode>;
}
