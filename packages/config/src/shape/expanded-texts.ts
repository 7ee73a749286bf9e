/** Shorter texts are looked for as a whole; of longer ones no part of this length may be told. */
const WINDOW = 6;
/** What core's own hints are made of, beside the words of a schema. */
const WORDS_OF_CORE = 'expected one of did you mean or known here remove it';

/** Texts that `${…}` stood for, and how to tell whether a sentence gives away any part of them. */
export class ExpandedTexts {
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text === '') return;
    for (const form of formsOf(text)) this.#texts.add(form);
  }

  get areNone(): boolean {
    return this.#texts.size === 0;
  }

  /**
   * Whether a sentence holds any part of them.
   *
   * @param schema what the provider declares about its options, which is known to everybody
   */
  areToldBy(sentence: string, schema = ''): boolean {
    if (this.areNone) return false;
    const known = schema.toLowerCase();
    return formsOf(sentence).some((form) => this.#isWholeIn(form) || this.#isPartlyIn(form, known));
  }

  #isWholeIn(form: string): boolean {
    return [...this.#texts].some((text) => text.length < WINDOW && form.includes(text));
  }

  #isPartlyIn(form: string, known: string): boolean {
    for (let start = 0; start + WINDOW <= form.length; start += 1) {
      const window = form.slice(start, start + WINDOW);
      if (!known.includes(window) && [...this.#texts].some((text) => text.includes(window))) return true;
    }
    return false;
  }
}

/** Whether every word of a hint is one of core's or stands in the schema, so that it can hold nothing else. */
export function isFromSchema(hint: string, schema: string): boolean {
  const known = new Set([...wordsOf(WORDS_OF_CORE), ...wordsOf(schema)]);
  return wordsOf(hint).every((word) => known.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** In lower case, because the host of a URL is; and without the escapes that URLs write. */
function formsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  return [
    lower,
    lower.replaceAll(/%([0-9a-f]{2})/g, (_escape, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)).toLowerCase(),
    ),
  ];
}
