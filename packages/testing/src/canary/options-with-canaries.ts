import type { SecretsProvider } from '@chatelaine/core';
import type { Canaries } from './canaries.js';

/** Options that are wrong in one place, where a canary stands. */
export interface OptionsWithCanary {
  readonly name: string;
  readonly options: unknown;
}

/** Puts canaries of several shapes in the place of the options as a whole, and of each option that is known. */
export function optionsWithCanaries(
  provider: SecretsProvider<unknown>,
  options: unknown,
  canaries: Canaries,
): readonly OptionsWithCanary[] {
  const text = canaries.make('option of a wrong shape');
  const plain = canaries.make('option of a wrong shape without special characters', { plain: true });
  const shapes: readonly (readonly [string, unknown])[] = [
    ['a text', text],
    ['a word', plain],
    ['a URL', `https://scott:${plain}@[${plain}`],
    ['a list', [text, { nested: text }]],
    ['an object', { nested: { deeper: [text] } }],
  ];
  const whole = shapes.map(([shape, value]) => ({ name: `options: ${shape}`, options: value }));
  const given: object = typeof options === 'object' && options !== null ? options : {};
  const single = optionNames(provider, given).flatMap((option) =>
    shapes.map(([shape, value]) => ({
      name: `options.${option}: ${shape}`,
      options: { ...given, [option]: value },
    })),
  );
  return [...whole, ...single];
}

interface JsonSchemaOf {
  readonly jsonSchema?: { input?(options: { target: string }): { readonly properties?: object } };
}

function optionNames(provider: SecretsProvider<unknown>, given: object): readonly string[] {
  const standard = provider.options?.['~standard'] as JsonSchemaOf | undefined;
  const known = standard?.jsonSchema?.input?.({ target: 'draft-2020-12' }).properties ?? {};
  return [...new Set([...Object.keys(given), ...Object.keys(known), 'unknownOption'])];
}
