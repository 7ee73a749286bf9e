/** A part of a text: as it stands, or to be replaced by what an expression names. */
export type TextPart =
  | { readonly literal: string }
  | { readonly kind: 'env' | 'file'; readonly argument: string; readonly expression: string };

const TOKEN = /\$\$\{|\$\{(env|file):([^{}]+)\}|\$\{/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Splits a text at its expressions; `undefined` when a "${" begins none that is known. */
export function splitExpressions(text: string): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push({ literal: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const [expression, kind, argument = ''] = match;
    if (expression === '$${') parts.push({ literal: '${' });
    else if (kind === 'file' || (kind === 'env' && VARIABLE.test(argument)))
      parts.push({ kind, argument, expression });
    else return undefined;
  }
  return [...parts, { literal: text.slice(end) }];
}

/** The expressions of a text as they are written, for messages. */
export function expressionsIn(text: string): readonly string[] {
  return (splitExpressions(text) ?? []).flatMap((part) => ('kind' in part ? [part.expression] : []));
}
