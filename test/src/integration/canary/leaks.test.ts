import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LeakCheck } from '@chatelaine/testing';
import { findLeaks, formatLeak, LeakSearch, startKeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import type { Suite, Test } from 'mocha';
import type { Finished } from '../../support/finished.js';
import { ROOT, textOf } from '../../support/repository.js';
import { azureCheck } from './azure-check.js';
import type { CommandScenario, Setup, Surroundings } from './command-scenarios.js';
import { COMMAND_SCENARIOS } from './command-scenarios.js';
import type { Backend, Way } from './coverage.js';
import { LeakCoverage } from './coverage.js';
import { envCheck } from './env-check.js';
import { fileCheck } from './file-check.js';
import { LEAK_STORES } from './leak-stores.js';
import { codeTold, runCommand } from './run-command.js';
import { storeScenarios } from './store-scenarios.js';

const PAGE = 'docs/leak-coverage.md';
const TABLE = /<!-- table -->\n[\s\S]*?<!-- end of table -->/;
/** Set it to write the table into the page, and read the difference before you keep it. */
const REWRITE = process.env.CHATELAINE_REWRITE_PAGES === '1';

/** What a command prints without a flag is a part of what it prints with `--trace`. */
const FLAGS: readonly (readonly string[])[] = [['--trace'], ['--json', '--trace'], ['--quiet']];
/** What is left out with `--quiet` is the same for every backend. */
const FLAGS_OF_STORES = FLAGS.slice(0, 2);

describe('No part of a secret leaks', () => {
  const coverage = new LeakCoverage();

  const itLeaksNothingFrom = (backend: Backend, check: LeakCheck): void => {
    it(`from ${backend} and the secrets around it, in success and in every failure`, async function () {
      this.timeout(180_000);
      const { leaks, foreign, runs, texts } = await findLeaks(check);
      expect(leaks.map(formatLeak)).to.deep.equal([]);
      expect(foreign, 'calls that threw something that is no SecretsError').to.deep.equal([]);
      expect(runs[0]?.outcomes.found, 'values that were found').to.be.greaterThan(10);
      expect(texts).to.be.greaterThan(100_000);
      for (const { outcomes } of runs) {
        for (const [code, times] of Object.entries(outcomes)) coverage.note(code, backend, 'library', times);
      }
    });
  };
  const itLeaksNothingIn = (scenario: CommandScenario): void => {
    it(`from the commands, with ${scenario.backend}: ${scenario.name}`, async function () {
      this.timeout(120_000);
      const { search, codes, children } = await runCommands(scenario);
      expect(search.leaks.map(formatLeak)).to.deep.equal([]);
      expect(children, 'no command starts a child process').to.deep.equal([]);
      for (const [way, code] of codes) coverage.note(code, scenario.backend, way);
    });
  };

  itLeaksNothingFrom('env', envCheck);
  itLeaksNothingFrom('file', fileCheck);
  itLeaksNothingFrom('azure-key-vault', azureCheck);
  for (const scenario of COMMAND_SCENARIOS) itLeaksNothingIn(scenario);

  for (const store of LEAK_STORES) {
    describe(`with the store of ${[store.backend, store.form].filter(Boolean).join(', ')}`, () => {
      let stop: (() => Promise<void>) | undefined;
      before(async function () {
        this.timeout(60_000);
        stop = await store.start?.(this);
      });
      after(() => stop?.());

      itLeaksNothingFrom(store.backend, store.check);
      for (const scenario of storeScenarios(store)) itLeaksNothingIn(scenario);
    });
  }

  describe('as the page says', () => {
    it('for every code, backend and command', async function () {
      const shown = testsOf(this.test?.parent?.parent).filter((test) => test !== this.test);
      if (shown.some(({ state }) => state !== 'passed')) this.skip();
      expect(coverage.mistakes()).to.deep.equal([]);
      const page = textOf(PAGE);
      const whole = page.replace(TABLE, `<!-- table -->\n\n${coverage.table()}\n\n<!-- end of table -->`);
      if (REWRITE) await writeFile(join(ROOT, PAGE), whole);
      else expect(whole).to.equal(page);
    });
  });
});

function testsOf(suite: Suite | undefined): readonly Test[] {
  return suite === undefined ? [] : [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

describe('The search over the commands', () => {
  it('finds what a backend prints, and sees the child that it starts', async () => {
    const canary = new LeakSearch().canaries.make('secret that is printed', { plain: true });
    const { search, children } = await runCommands({
      name: 'a backend that leaks',
      backend: 'env',
      setUp: ({ canaries }) => {
        canaries.make('secret that is printed', { plain: true });
        return {
          files: {
            'chatelaine.yaml': '{ "backends": [{ "provider": "./leaky.mjs" }] }',
            'leaky.mjs': leakyProvider(canary),
          },
        };
      },
    });
    expect(search.leaks.map(({ where }) => where)).to.include('stderr of get variable canary --trace');
    expect(children).to.not.deep.equal([]);
  });
});

interface Ran {
  readonly search: LeakSearch;
  readonly codes: readonly (readonly [Way, string])[];
  /** The commands that started a child process. */
  readonly children: readonly string[];
}

/** Runs every command with every flag in the surroundings of a scenario, and looks at all that they print. */
async function runCommands(scenario: CommandScenario): Promise<Ran> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'canary-')));
  const vault = await startKeyVaultServer();
  const search = new LeakSearch();
  search.canaries.add('client secret of the vault', vault.clientSecret);
  const codes: (readonly [Way, string])[] = [];
  const children: string[] = [];
  let close: Setup['close'];
  try {
    const surroundings = { folder, vault, canaries: search.canaries };
    const setup = await scenario.setUp(surroundings);
    close = setup.close;
    const flagsOf = setup.close === undefined ? FLAGS : FLAGS_OF_STORES;
    for (const [name, text] of Object.entries(setup.files)) await writeFile(join(folder, name), text);
    for (const [way, args] of commandsOf(scenario)) {
      const runWith = async (flags: readonly string[]): Promise<void> => {
        const words = [...args, ...flags].join(' ');
        const { stdout, stderr, status } = await run([...args, ...flags], setup, surroundings);
        const isValue = way === 'get' && status === 0;
        if (!isValue) search.see(`stdout of ${words}`, stdout);
        search.see(`stderr of ${words}`, stderr);
        if (stderr.includes('a child process was started')) children.push(words);
        if (flags.includes('--json')) codes.push([way, codeTold(stdout) ?? 'ok']);
      };
      // One after the other where an interrupt must meet its own command.
      if (setup.interrupted === true) for (const flags of flagsOf) await runWith(flags);
      else await Promise.all(flagsOf.map(runWith));
    }
  } finally {
    await close?.();
    await vault.close();
    await rm(folder, { recursive: true });
  }
  return { search, codes, children };
}

function commandsOf({
  reference = ['variable', 'canary'],
  isRemote = false,
}: CommandScenario): readonly [Way, readonly string[]][] {
  const checks = isRemote ? [['check', '--live']] : [['check'], ['check', '--live']];
  return [
    ['get', ['get', ...reference]],
    ['explain', ['explain', ...reference]],
    ...checks.map((args): [Way, readonly string[]] => ['check', args]),
  ];
}

function run(
  args: readonly string[],
  { env, interrupted, requests }: Setup,
  { vault, folder }: Surroundings,
): Promise<Finished> {
  const isAsked = args.includes('--live') || args[0] !== 'check';
  const received = requests ?? (() => vault.reads().length);
  const before = received();
  const asked = async (): Promise<void> => {
    while (received() === before) await new Promise((resolve) => setImmediate(resolve));
  };
  return runCommand(args, {
    cwd: folder,
    env: { NODE_EXTRA_CA_CERTS: vault.caFile, ...env },
    ...(interrupted === true && isAsked ? { interruptWhen: asked } : {}),
  });
}

function leakyProvider(canary: string): string {
  return `
import { spawn } from 'node:child_process';
export const provider = {
  name: 'leaky',
  create: (_options, { name }) => ({
    name,
    async find(ref) {
      process.stderr.write('asked for it with ${canary}\\n');
      await new Promise((resolve) => spawn(process.execPath, ['--version'], { stdio: 'ignore' }).on('close', resolve));
      return { value: '${canary}', name: ref.id };
    },
  }),
};
`;
}
