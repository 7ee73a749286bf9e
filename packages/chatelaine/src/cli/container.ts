import { loadConfig } from '@chatelaine/config';
import { configModuleForTools } from '@chatelaine/config/di';
import { systemClock } from '@chatelaine/core';
import { secretsModule, TOKENS } from '@chatelaine/core/di';
import { Container } from 'inversify';
import { CheckCommand } from './check-command.js';
import { ExplainCommand } from './explain-command.js';
import { GetCommand } from './get-command.js';
import { Output } from './output.js';
import { Program } from './program.js';
import { CLI } from './tokens.js';

/** The one container of the command line: everything that it is made of. */
export function createContainer(): Container {
  const container = new Container({ defaultScope: 'Singleton' });

  container.bind(CLI.Stdout).toConstantValue(process.stdout);
  container.bind(CLI.Stderr).toConstantValue(process.stderr);
  container.bind(CLI.Signal).toConstantValue(new AbortController().signal);
  container.bind(CLI.Clock).toConstantValue(systemClock);

  container.bind(CLI.LoadConfig).toConstantValue(loadConfig);
  container.bind(CLI.OpenSecrets).toConstantValue(async (choice) => {
    container.load(await configModuleForTools(choice), secretsModule());
    const [note] = container.getAll(TOKENS.NotFoundHint, { optional: true });
    return { secrets: container.get(TOKENS.Secrets), note };
  });

  container.bind(CLI.Output).to(Output);
  container.bind(CLI.Program).to(Program);
  container.bind(CLI.Command).to(GetCommand);
  container.bind(CLI.Command).to(ExplainCommand);
  container.bind(CLI.Command).to(CheckCommand);
  return container;
}
