/** A mistake as docs/mistakes.md shows it: the files, the command, and what it prints. */
export interface Mistake {
  readonly title: string;
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  /** What follows `chatelaine` on the command line. */
  readonly args: readonly string[];
  readonly output: string;
  readonly exitCode: number;
}

const SECTION = /^### (.+)\n([\s\S]*?)(?=^##|(?![\s\S]))/gm;
const FILE = /```\w+ title="([^"]+)"\n([\s\S]*?)```/g;
const CONSOLE = /```console\n\$ chatelaine (.+)\n([\s\S]*?)```\n\nExit code (\d+)\./;

/** Reads the sections of the page. */
export function mistakesOf(page: string): readonly Mistake[] {
  return [...page.matchAll(SECTION)].map(([, title = '', body = '']) => {
    const shown = CONSOLE.exec(body);
    if (shown === null) throw new Error(`"${title}" shows no command, output and exit code.`);
    const [, command = '', output = '', exitCode] = shown;
    const files = Object.fromEntries([...body.matchAll(FILE)].map(([, name, text]) => [name, text]));
    return { title, files, args: command.split(' '), output, exitCode: Number(exitCode) };
  });
}

/** The page with another output and exit code for one mistake. */
export function withOutput(page: string, { title, args }: Mistake, output: string, exitCode: number): string {
  const start = page.indexOf(`### ${title}\n`);
  const section = page
    .slice(start)
    .replace(
      CONSOLE,
      () => `\`\`\`console\n$ chatelaine ${args.join(' ')}\n${output}\`\`\`\n\nExit code ${exitCode}.`,
    );
  return page.slice(0, start) + section;
}
