import type { Command, OptionValues } from 'commander';

/** Which config to read. */
export interface ConfigChoice {
  /** @default the one found from the working directory */
  readonly config?: string;
  readonly profile?: string;
}

/** Options that every command takes, before its name or after. */
export interface GlobalOptions {
  readonly choice: ConfigChoice;
  /** Answer with one JSON document. */
  readonly json: boolean;
  /** Print nothing but the value and errors. */
  readonly quiet: boolean;
  /** Tell of a failure also what caused it. */
  readonly trace: boolean;
}

/** Adds the options to the program or to a command of it. */
export function addGlobalOptions(command: Command): Command {
  return command
    .option('--config <path>', 'the config file to read, instead of the one found from here upwards')
    .option('--profile <name>', 'the profile of the config to use')
    .option('--json', 'answer with one JSON document')
    .option('--quiet', 'print nothing but the value and errors')
    .option('--trace', 'print also what caused a failure: its class, code and where it happened');
}

export function readGlobalOptions({ config, profile, json, quiet, trace }: OptionValues): GlobalOptions {
  return {
    choice: { ...(config === undefined ? {} : { config }), ...(profile === undefined ? {} : { profile }) },
    json: json === true,
    quiet: quiet === true,
    trace: trace === true,
  };
}
