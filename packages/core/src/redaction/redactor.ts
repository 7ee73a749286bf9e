import type { Transform } from 'node:stream';
import type { TransformStream } from 'node:stream/web';
import { Connection } from '../connection.js';
import { SecretsError } from '../errors.js';
import type { Answer } from '../read-answer.js';
import { Secret } from '../secret.js';
import type { SecretRef } from '../secret-ref.js';
import { formatSecretRef } from '../secret-ref.js';
import type { Secrets } from '../secrets.js';
import { learnAnswer } from './answer-values.js';
import { SHORTEST } from './known-texts.js';
import { KnownValues } from './known-values.js';
import { redactingNodeStream, redactingTransform } from './redacting-streams.js';
import type { NameTest } from './sensitive-names.js';
import { sensitiveNames } from './sensitive-names.js';
import { sensitiveTexts } from './sensitive-texts.js';
import { TextRedaction } from './text-redaction.js';
import { TokenFinder } from './token-finder.js';
import type { TokenFormat } from './token-formats.js';
import { TOKEN_SHAPES } from './token-formats.js';
import { ValueRedaction } from './value-redaction.js';
import { isWorthHiding } from './worth-hiding.js';

export interface RedactorOptions {
  /** What stands in the place of a value. @default '***' */
  readonly replacement?: string;
  /** Values with fewer characters are never looked for; at least 5. @default 5 */
  readonly minLength?: number;
  /** How many of the newest values are known at least; never more than twice as many. @default 10_000 */
  readonly limit?: number;
  /** References, or their text form, whose values are no secrets, such as `variable/region`. @default none */
  readonly except?: readonly (SecretRef | string)[];
  /** More names of sensitive fields, or `false` to hide no field by its name. @default none more */
  readonly names?: readonly string[] | false;
  /** How many levels of objects `value` goes into; what is deeper is left out. @default 10 */
  readonly maxDepth?: number;
  /** Formats of tokens that are hidden although nobody handed them out, or `true` for all. @default none */
  readonly tokens?: readonly TokenFormat[] | true;
  /** More forms in which a value is to be recognised, besides the encodings that are known. @default none */
  readonly forms?: (value: string) => Iterable<string>;
}

/** Replaces secrets in what an application prints: the values that it was handed out, in clear and encoded. */
export class Redactor implements Disposable {
  readonly #values: KnownValues;
  readonly #texts: TextRedaction;
  readonly #isSensitive: NameTest;
  readonly #maxDepth: number;
  readonly #except: ReadonlySet<string>;
  readonly #ends: (() => void)[] = [];
  #learned = new WeakMap<Answer, object>();

  /** @throws SecretsError `INVALID_CONFIG` */
  constructor(options: RedactorOptions = {}) {
    const { replacement = '***', minLength = SHORTEST, limit = 10_000, names = [], maxDepth = 10 } = options;
    if (!(minLength >= SHORTEST)) throw invalid('minLength', `at least ${SHORTEST}`);
    if (!(limit >= 1)) throw invalid('limit', 'at least 1');
    this.#values = new KnownValues({
      limit,
      forms: options.forms,
      isWorthHiding: (text) => isWorthHiding(text, minLength),
    });
    this.#texts = new TextRedaction(this.#values, tokenFinder(options.tokens), replacement);
    this.#isSensitive = names === false ? () => false : sensitiveNames(names);
    this.#maxDepth = maxDepth;
    this.#except = new Set((options.except ?? []).map(labelOf));
  }

  /**
   * Learns a value: a text, bytes, a `Secret`, a `Connection`; of any other object the texts in it, those of a list and those
   * below a sensitive name of the rest. Tells whether everything in it is worth hiding and so known: what is too
   * short or too common is not.
   */
  add(value: unknown): boolean {
    if (typeof value === 'string' || value instanceof Uint8Array) return this.#values.add(value);
    if (value instanceof Secret || value instanceof Connection) return this.#learn(value);
    const texts = [...sensitiveTexts(value, this.#isSensitive)];
    return texts.map((text) => this.#values.add(text)).every(Boolean);
  }

  /** Learns every answer that is handed out from now on, before its caller has it. */
  watch(secrets: Pick<Secrets, 'observe'>): this {
    this.#ends.push(secrets.observe((answer) => this.#learnOnce(answer)));
    return this;
  }

  /** The text with every known value replaced. Values that overlap are replaced as one. */
  text(text: string): string {
    return this.#texts.redact(text);
  }

  /**
   * A copy with every known value replaced in its texts, and every text below a sensitive name; numbers and booleans
   * stay. It never throws and runs no getter.
   */
  value(value: unknown): unknown {
    return new ValueRedaction(this.#texts, { isSensitive: this.#isSensitive, maxDepth: this.#maxDepth }).copy(
      value,
    );
  }

  /** A web stream that redacts text, or bytes, whatever the places at which it is cut into chunks. */
  transform<Chunk extends string | Uint8Array = string | Uint8Array>(): TransformStream<Chunk, Chunk> {
    return redactingTransform<Chunk>(this.#texts);
  }

  /** A Node stream that redacts bytes, whatever the places at which they are cut into chunks. */
  nodeStream(): Transform {
    return redactingNodeStream(this.#texts);
  }

  /** Learns nothing more and forgets every value; fields are still hidden by their names. */
  dispose(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#values.clear();
    this.#learned = new WeakMap();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** One cached object is handed out many times: it is looked at once for each generation of values. */
  #learnOnce(answer: Answer): void {
    if (this.#learned.get(answer) === this.#values.generation) return;
    this.#learn(answer);
    this.#learned.set(answer, this.#values.generation);
  }

  #learn(answer: Answer): boolean {
    if (this.#except.has(`${answer}`)) return false;
    let all = true;
    const learn = (value: string | Uint8Array): boolean => {
      const known = this.#values.add(value);
      all &&= known;
      return known;
    };
    learnAnswer(answer, learn, this.#isSensitive);
    return all;
  }
}

/** A redactor that knows the values which these secrets hand out from now on. */
export function redactor(secrets?: Pick<Secrets, 'observe'>, options?: RedactorOptions): Redactor {
  const made = new Redactor(options);
  return secrets === undefined ? made : made.watch(secrets);
}

function tokenFinder(tokens: RedactorOptions['tokens']): TokenFinder | undefined {
  if (tokens === undefined) return undefined;
  const formats = tokens === true ? (Object.keys(TOKEN_SHAPES) as TokenFormat[]) : tokens;
  return new TokenFinder(formats.flatMap((format) => TOKEN_SHAPES[format] ?? []));
}

const labelOf = (ref: SecretRef | string): string =>
  `[secret ${typeof ref === 'string' ? ref : formatSecretRef(ref)}]`;

function invalid(option: string, allowed: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `The option "${option}" of a redactor is out of range.`, {
    hint: `It is ${allowed}.`,
  });
}
