import type { JsonObject, SecretsProvider } from '@chatelaine/core';

const TABLE = /<!-- options: (\S+) -->\n[\s\S]*?(?=\n## |$(?![\s\S]))/g;

/** The page with each table of options as the schemas of the providers have it. */
export function withOptionTables(page: string, providers: readonly SecretsProvider<unknown>[]): string {
  return page.replace(TABLE, (_table, name: string) => {
    const provider = providers.find((candidate) => candidate.name === name);
    return `<!-- options: ${name} -->\n\n${provider === undefined ? 'No such provider.' : tableOf(provider)}\n`;
  });
}

function tableOf(provider: SecretsProvider<unknown>): string {
  const schema = provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as
    | JsonObject
    | undefined;
  const options = Object.entries((schema?.properties ?? {}) as Record<string, JsonObject>);
  if (options.length === 0) return 'None.';
  const required = Array.isArray(schema?.required) ? schema.required : [];
  return [
    '| option | value | what it is |',
    '|---|---|---|',
    ...options.map(
      ([name, option]) =>
        `| \`${name}\`${required.includes(name) ? ' (required)' : ''} | ${typeOf(option)} | ${cell(String(option.description ?? ''))} |`,
    ),
  ].join('\n');
}

function typeOf(option: JsonObject): string {
  if (Array.isArray(option.enum)) return option.enum.map((value) => `\`${value}\``).join(', ');
  if (Array.isArray(option.anyOf)) {
    return [...new Set((option.anyOf as JsonObject[]).map(typeOf))].join(', ');
  }
  if (option.type === 'array') return `list of ${typeOf(option.items as JsonObject)}`;
  return TYPES[String(option.type)] ?? String(option.type);
}

const TYPES: Readonly<Record<string, string>> = { string: 'text', object: 'mapping', null: '`null`' };

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
