import type { Writable } from 'node:stream';
import type { ConfiguredChain } from '@chatelaine/config';
import type { Clock, Secrets } from '@chatelaine/core';
import type { ServiceIdentifier } from 'inversify';
import type { CliCommand } from './cli-command.js';
import type { ConfigChoice } from './global-options.js';
import type { Output } from './output.js';
import type { Program } from './program.js';

/** The secrets of a config. */
export interface OpenedSecrets {
  readonly secrets: Secrets;
  /** What to tell beside an explanation: that there is no config. */
  readonly note?: string | undefined;
}

/** Makes the secrets of a config; the container closes them. */
export type OpenSecrets = (choice: ConfigChoice) => Promise<OpenedSecrets>;

/** Reads a config and stops before any backend is created. */
export type LoadConfig = (choice: ConfigChoice) => Promise<ConfiguredChain>;

/** The command line's own extension points; core's are in `@chatelaine/core/di`. */
export const CLI: {
  /** Multi-bound: help lists commands in the order in which they were bound. */
  readonly Command: ServiceIdentifier<CliCommand>;
  readonly Program: ServiceIdentifier<Program>;
  readonly Output: ServiceIdentifier<Output>;
  readonly Stdout: ServiceIdentifier<Writable>;
  readonly Stderr: ServiceIdentifier<Writable>;
  /** Aborted when the user interrupts. */
  readonly Signal: ServiceIdentifier<AbortSignal>;
  readonly Clock: ServiceIdentifier<Clock>;
  readonly OpenSecrets: ServiceIdentifier<OpenSecrets>;
  readonly LoadConfig: ServiceIdentifier<LoadConfig>;
} = {
  Command: Symbol.for('chatelaine.cli.Command'),
  Program: Symbol.for('chatelaine.cli.Program'),
  Output: Symbol.for('chatelaine.cli.Output'),
  Stdout: Symbol.for('chatelaine.cli.Stdout'),
  Stderr: Symbol.for('chatelaine.cli.Stderr'),
  Signal: Symbol.for('chatelaine.cli.Signal'),
  Clock: Symbol.for('chatelaine.cli.Clock'),
  OpenSecrets: Symbol.for('chatelaine.cli.OpenSecrets'),
  LoadConfig: Symbol.for('chatelaine.cli.LoadConfig'),
};
