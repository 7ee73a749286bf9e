import type { FindCallOptions, SecretRef, Secrets } from '@chatelaine/core';
import { Connection, formatSecretRef, type Secret } from '@chatelaine/core';
import type { Command, OptionValues } from 'commander';
import { inject, injectable } from 'inversify';
import type { CliCommand } from './cli-command.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { getDocument, getText } from './get-answer.js';
import { readGetRequest } from './get-request.js';
import type { GlobalOptions } from './global-options.js';
import type { Output } from './output.js';
import { addReferenceArguments } from './reference-arguments.js';
import type { OpenSecrets } from './tokens.js';
import { CLI } from './tokens.js';

const EXAMPLES = `
Examples:
  chatelaine get variable hello
  chatelaine get connection smtp_default                     as a URI
  chatelaine get connection smtp_default --field password
  chatelaine get connection smtp_default --field extra.timeout
  chatelaine get secret db-password --version 3
  PGPASSWORD="$(chatelaine get connection orders --field password)" psql …`;

/** Prints one value. */
@injectable()
export class GetCommand implements CliCommand {
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
    return addReferenceArguments(program.command('get').description('print a value'))
      .option(
        '--field <name>',
        'one field of a connection: type, host, port, login, password, schema, description, extra, extra.KEY',
      )
      .option('--format <format>', 'uri, json or text (default: uri for a connection, text for all else)')
      .option('--raw', 'without the line end after the value')
      .addHelpText('after', EXAMPLES);
  }

  async run(args: readonly string[], options: OptionValues, global: GlobalOptions): Promise<ExitCode> {
    const request = readGetRequest(args, options);
    const { secrets } = await this.#open(global.choice);
    const answer = await get(secrets, request.ref, this.#signal);
    if (global.json) this.#output.json(getDocument(answer, request));
    else this.#output.value(getText(answer, request));
    if (!global.quiet) this.#tellLosses(answer, request.ref);
    return EXIT.ok;
  }

  #tellLosses(answer: Secret | Connection, ref: SecretRef): void {
    if (!(answer instanceof Connection)) return;
    for (const { message } of answer.losses) this.#output.message(`${formatSecretRef(ref)}: ${message}`);
  }
}

function get(secrets: Secrets, ref: SecretRef, signal: AbortSignal): Promise<Secret | Connection> {
  const { kind, id, ...rest } = ref;
  const options: FindCallOptions = { ...rest, signal };
  switch (kind) {
    case 'connection':
      return secrets.getConnection(id, options);
    case 'variable':
      return secrets.getVariable(id, options);
    case 'config':
      return secrets.getConfig(id, options);
    case 'secret':
      return secrets.getSecret(id, options);
  }
}
