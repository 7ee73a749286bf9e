import type { IncomingMessage } from 'node:http';
import { type JsonObject, type JsonValue, SecretsError } from '@chatelaine/core';
import { isJsonObject, textIn } from '@chatelaine/core/provider';
import type { ApiClient } from './api/api-client.js';
import type { ApiFailure } from './api/api-failure.js';
import type { ApiRequest } from './api/send-request.js';
import { apiError, isMissing, isOvertaken } from './error-codes.js';
import { type SecretObject, secretObject } from './secret-object.js';

/** What every request is told. */
export interface AskOptions {
  readonly signal: AbortSignal;
  /** The beginning of the sentence that says how it failed: "the read of …". */
  readonly subject: string;
  /** Whether nobody waits for it, so that it does not keep the process alive. @default false */
  readonly background?: boolean;
}

export interface ListOptions {
  readonly labelSelector?: string | undefined;
  /** Asks for names and labels only: no value is sent. @default false */
  readonly metadataOnly?: boolean;
  /** How many Secrets a page holds. */
  readonly limit: number;
}

export interface SecretsPage {
  readonly items: readonly SecretObject[];
  readonly resourceVersion?: string | undefined;
  /** What the next page is asked for by; absent: there is none. */
  readonly next?: string | undefined;
}

/** How often a list goes on in another state because changes have overtaken it. */
const MAX_CONTINUATIONS = 2;
/** The API server stores at most 1.5 MiB of an object, which base64 makes longer. */
const MAX_SECRET_BYTES = 3 * 1024 * 1024;
const MAX_METADATA_BYTES = 64 * 1024 * 1024;
const LIST_KINDS: readonly unknown[] = ['SecretList', 'PartialObjectMetadataList'];
const KINDS: readonly unknown[] = ['Secret', 'PartialObjectMetadata'];
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** What the API server can be asked about the Secrets of one namespace. */
export class SecretsApi {
  readonly #backend: string;
  readonly #client: Pick<ApiClient, 'send' | 'open' | 'namespace'>;

  constructor(backend: string, client: Pick<ApiClient, 'send' | 'open' | 'namespace'>) {
    this.#backend = backend;
    this.#client = client;
  }

  /** The Secret with a name, or `undefined` where there is none. */
  async get(name: string, ask: AskOptions): Promise<SecretObject | undefined> {
    return this.#one({ method: 'GET', path: await this.#path(name) }, ask, isMissing);
  }

  /** All Secrets that a selector fits, page by page. */
  async *pages(options: ListOptions, ask: AskOptions): AsyncGenerator<SecretsPage> {
    const { labelSelector, metadataOnly = false, limit } = options;
    const path = await this.#path();
    let token: string | undefined;
    let continuations = 0;
    do {
      const query = {
        limit: String(limit),
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(token === undefined ? {} : { continue: token }),
      };
      const accept = metadataOnly ? METADATA_LIST : undefined;
      const maxBytes = metadataOnly ? MAX_METADATA_BYTES : limit * MAX_SECRET_BYTES;
      const { background } = ask;
      const request: ApiRequest = { method: 'GET', path, query, accept, background };
      const answer = await this.#client.send(request, maxBytes, ask.signal);
      if (!answer.ok) {
        // Changes have overtaken the list: from here on it shows the state of now.
        token = answer.failure.status === 410 ? answer.failure.continueToken : undefined;
        if (token === undefined || continuations === MAX_CONTINUATIONS) {
          throw apiError(answer.failure, ask.subject, this.#backend);
        }
        continuations += 1;
        continue;
      }
      const page = secretsPage(answer.body);
      if (page === undefined) throw apiError({ status: 200 }, ask.subject, this.#backend);
      token = page.next;
      yield page;
    } while (token !== undefined);
  }

  /** Merges a change into the Secret with a name; `undefined`: there is none, or not in the state that is meant. */
  async patch(name: string, body: object, ask: AskOptions): Promise<SecretObject | undefined> {
    const path = await this.#path(name);
    const contentType = 'application/merge-patch+json';
    return this.#one({ method: 'PATCH', path, body, contentType, accept: METADATA }, ask, isOvertaken);
  }

  /** Creates a Secret; `undefined`: its name is taken. */
  async create(body: object, ask: AskOptions): Promise<SecretObject | undefined> {
    const request: ApiRequest = { method: 'POST', path: await this.#path(), body, accept: METADATA };
    return this.#one(request, ask, ({ status, reason }) => status === 409 && reason === 'AlreadyExists');
  }

  /** Deletes exactly this state of a Secret; resolves to whether it was still there. */
  async remove({ name, uid, resourceVersion }: SecretObject, ask: AskOptions): Promise<boolean> {
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid, resourceVersion },
    };
    const request: ApiRequest = { method: 'DELETE', path: await this.#path(name), body };
    const answer = await this.#client.send(request, MAX_SECRET_BYTES, ask.signal);
    if (answer.ok) return true;
    if (isOvertaken(answer.failure)) return false;
    throw apiError(answer.failure, ask.subject, this.#backend);
  }

  /** Opens a stream of what changes after a version of the namespace; `gone`: that version is too old. */
  async watch(
    resourceVersion: string,
    timeoutSeconds: number,
    ask: AskOptions,
  ): Promise<IncomingMessage | 'gone'> {
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(timeoutSeconds),
    };
    const { background } = ask;
    const request: ApiRequest = { method: 'GET', path: await this.#path(), query, background };
    const answer = await this.#client.open(request, ask.signal);
    if (answer.ok) return answer.body;
    if (answer.failure.status === 410) return 'gone';
    throw apiError(answer.failure, ask.subject, this.#backend);
  }

  async #one(
    request: ApiRequest,
    { signal, subject }: AskOptions,
    isNothing: (failure: ApiFailure) => boolean,
  ): Promise<SecretObject | undefined> {
    const answer = await this.#client.send(request, MAX_SECRET_BYTES, signal);
    if (!answer.ok) {
      if (isNothing(answer.failure)) return undefined;
      throw apiError(answer.failure, subject, this.#backend);
    }
    const secret = KINDS.includes(answer.body.kind) ? secretObject(answer.body) : undefined;
    if (secret === undefined) throw apiError({ status: 200 }, subject, this.#backend);
    return secret;
  }

  async #path(name?: string): Promise<string> {
    const namespace = encodeURIComponent(await this.#client.namespace());
    const path = `/api/v1/namespaces/${namespace}/secrets`;
    return name === undefined ? path : `${path}/${encodeURIComponent(name)}`;
  }
}

/** Reads a page of a list; `undefined` where it is none. */
function secretsPage({ kind, metadata, items }: JsonObject): SecretsPage | undefined {
  if (!LIST_KINDS.includes(kind) || !isJsonObject(metadata)) return undefined;
  // A list of nothing has null in the place of its items.
  const listed: JsonValue = items ?? [];
  if (!Array.isArray(listed)) return undefined;
  const secrets = (listed as readonly JsonValue[]).map((item) =>
    isJsonObject(item) ? secretObject(item) : undefined,
  );
  if (!secrets.every((secret) => secret !== undefined)) return undefined;
  const next = textIn(metadata, 'continue');
  return { items: secrets, resourceVersion: textIn(metadata, 'resourceVersion'), next };
}

/** Several Secrets carry one label, and nothing says which is meant. */
export function severalMatches(backend: string, name: string): SecretsError {
  return new SecretsError('INVALID_VALUE', `${backend}: several Secrets carry the label "${name}".`, {
    backend,
    hint: 'Remove the label from all but one.',
  });
}
