import type {
  BackendSupport,
  FindOptions,
  FoundSecret,
  Location,
  ProviderContext,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import { createBackend, SecretsError, safeCause, withDeadline } from '@chatelaine/core';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { optionsSchema } from './azure-key-vault-options.js';
import { KNOWN_CODES, meaningOf } from './error-codes.js';
import { readSecret, type VaultFailure } from './read-secret.js';
import { locateSecret, type NamingOptions } from './secret-name.js';
import { type AzureKeyVaultParts, connectVault, type VaultConnection } from './vault-connection.js';

const PROBE_NAME = 'chatelaine-probe';

/** Reads the secrets of one Azure Key Vault. */
export class AzureKeyVaultBackend implements SecretsBackend {
  readonly name: string;
  readonly supports: BackendSupport = {
    versions: true,
    teams: true,
    // https://learn.microsoft.com/azure/key-vault/general/service-limits: secrets, all other transactions.
    pace: { requests: 4_000, perMs: 10_000 },
  };
  readonly #naming: NamingOptions;
  readonly #connection: VaultConnection;
  readonly #closing = new AbortController();

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: AzureKeyVaultOptions,
    context: ProviderContext,
    connection: VaultConnection = connectVault(options, context),
  ) {
    this.name = context.name;
    this.#naming = namingOf(options);
    this.#connection = connection;
  }

  locate(ref: SecretRef): Location {
    return locateSecret(ref, this.#naming);
  }

  async find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    const location = this.locate(ref);
    if ('notHere' in location) return undefined;
    return this.#whileOpen(signal, async (inside) => {
      for (const name of location.names) {
        const found = await this.#read(name, ref.version, inside);
        if (found !== undefined) return found;
      }
      return undefined;
    });
  }

  /** Asks for a secret that need not exist: any answer but a refusal shows that the vault knows and admits us. */
  async probe({ signal }: FindOptions): Promise<void> {
    await this.#whileOpen(signal, (inside) => this.#read(PROBE_NAME, undefined, inside));
  }

  async close(): Promise<void> {
    this.#connection.close();
    this.#closing.abort();
  }

  async #read(
    name: string,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<FoundSecret | undefined> {
    const reader = await this.#connection.open();
    let answer = await readSecret(reader, name, version, signal);
    if (answer.failure?.status === 401 && (await this.#connection.renew(answer.failure.token))) {
      answer = await readSecret(reader, name, version, signal);
    }
    if (answer.failure !== undefined) return this.#missingOrThrow(answer.failure, name, version);
    if (answer.found !== undefined) return answer.found;
    throw new SecretsError('INTERNAL', `${this.name}: the vault answered "${name}" without a value.`, {
      backend: this.name,
    });
  }

  #missingOrThrow(failure: VaultFailure, name: string, version: string | undefined): undefined {
    if (SecretsError.is(failure.error)) throw failure.error;
    const meaning = meaningOf(failure, version);
    if (meaning === undefined) return undefined;
    const { code, problem, hint } = meaning;
    throw new SecretsError(code, `${this.name}: the read of "${name}" ${problem}.`, {
      backend: this.name,
      hint,
      retryAfterMs: failure.retryAfterMs,
      cause: safeCause(seen(failure), { names: ['RestError'], codes: KNOWN_CODES }),
    });
  }

  async #whileOpen<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(
        { ms: undefined, signals: [signal, this.#closing.signal], subject: this.name },
        work,
      );
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
      throw new SecretsError('CLOSED', `${this.name}: the backend is closed.`, { backend: this.name });
    }
  }
}

/**
 * A backend that reads one Azure Key Vault. No I/O: the SDK is loaded and the log-in made when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function azureKeyVault(
  options: AzureKeyVaultOptions & AzureKeyVaultParts,
  context: Partial<ProviderContext> = {},
): SecretsBackend {
  const { tokenCredential, client, ...rest } = options;
  return createBackend(
    {
      name: 'azure-key-vault',
      options: optionsSchema,
      create: (checked, whole) =>
        new AzureKeyVaultBackend(checked, whole, connectVault(checked, whole, { tokenCredential, client })),
    },
    rest,
    context,
  );
}

function namingOf(options: AzureKeyVaultOptions): NamingOptions {
  const or = (prefix: string | null | undefined, fallback: string) =>
    prefix === undefined ? fallback : prefix;
  return {
    connectionsPrefix: or(options.connectionsPrefix, 'airflow-connections'),
    variablesPrefix: or(options.variablesPrefix, 'airflow-variables'),
    configPrefix: or(options.configPrefix, 'airflow-config'),
    secretsPrefix: or(options.secretsPrefix, ''),
    separator: options.separator ?? '-',
  };
}

/** What a safe cause may look at. */
function seen({ error, innerCode, code, networkCode, status, requestId }: VaultFailure): object {
  const { name, message, stack } = error instanceof Error ? error : new Error('');
  return { name, message, stack, code: innerCode ?? networkCode ?? code, status, requestId };
}
