import { join } from 'node:path';
import type { Clock, Env, JsonObject } from '@chatelaine/core';
import { readCredentialFile, readCredentialFileIfPresent } from '@chatelaine/core/provider';
import { type DocumentPlace, readDocument } from './credential-json.js';
import type { AccessTokenSource, LoginKind } from './credential-kind.js';
import type { GcpOptions } from './gcp-options.js';

/** Everything that a credential is made from. */
export interface CredentialSource {
  readonly kind: LoginKind;
  readonly options: GcpOptions;
  readonly env: Env;
  readonly clock: Clock;
  /** The folder that relative paths start from. */
  readonly directory: string;
  readonly backend: string;
  /** Where tokens of impersonated accounts are had. */
  readonly iamEndpoint: string;
  /** Whether a metadata server has answered before, so that its silence is a failure. */
  readonly metadata: { answered: boolean };
  /** The credential that the code gave. */
  readonly given?: AccessTokenSource | undefined;
}

/** A credential before it is used. */
export type Credential =
  | { readonly from: 'document'; readonly document: JsonObject; readonly place: DocumentPlace }
  | { readonly from: 'given'; readonly source: AccessTokenSource }
  | { readonly from: 'metadata' };

const VARIABLE = 'GOOGLE_APPLICATION_CREDENTIALS';
const WELL_KNOWN = 'application_default_credentials.json';

/**
 * Finds the credential anew, so that a rotated file is read: the one that the options name, or else what Google calls
 * application default credentials, in its order.
 */
export async function findCredential(source: CredentialSource): Promise<Credential> {
  const { kind, options, env, directory, backend, given } = source;
  const { trustedHosts } = options;
  if (given !== undefined) return { from: 'given', source: given };
  switch (kind) {
    case 'key':
      return fromDocument(options.key ?? '', { field: kind, isFile: false, backend, trustedHosts });
    case 'credentialConfig':
      return fromDocument(options.credentialConfig ?? '', {
        field: kind,
        isFile: false,
        backend,
        trustedHosts,
      });
    case 'keyFile':
    case 'credentialConfigFile': {
      const text = await readCredentialFile({ option: kind, path: options[kind] ?? '', directory, backend });
      return fromDocument(
        text,
        { field: kind, isFile: true, backend, trustedHosts },
        kind === 'keyFile' ? ['service_account'] : undefined,
      );
    }
    default: {
      const named = env[VARIABLE] || undefined;
      if (named !== undefined) {
        const text = await readCredentialFile({
          label: `that ${VARIABLE} names`,
          path: named,
          directory,
          backend,
        });
        return fromDocument(text, { field: VARIABLE, isFile: true, backend, trustedHosts });
      }
      const folder = gcloudFolder(env);
      const text =
        folder === undefined
          ? undefined
          : await readCredentialFileIfPresent({
              label: 'of "gcloud auth application-default login"',
              path: join(folder, WELL_KNOWN),
              directory,
              backend,
            });
      if (text === undefined) return { from: 'metadata' };
      return fromDocument(text, {
        field: 'gcloud auth application-default login',
        isFile: true,
        backend,
        trustedHosts,
      });
    }
  }
}

function fromDocument(
  document: string | object,
  place: DocumentPlace,
  types?: readonly string[],
): Credential {
  return { from: 'document', document: readDocument(document, place, types), place };
}

/** Where gcloud keeps what a developer signed in with. */
function gcloudFolder({ CLOUDSDK_CONFIG, APPDATA, HOME }: Env): string | undefined {
  if (CLOUDSDK_CONFIG) return CLOUDSDK_CONFIG;
  if (process.platform === 'win32') return APPDATA ? join(APPDATA, 'gcloud') : undefined;
  return HOME ? join(HOME, '.config', 'gcloud') : undefined;
}
