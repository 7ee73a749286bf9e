import { type Env, type JsonObject, SecretsError, safeCause } from '@chatelaine/core';
import { numberIn, objectIn, textIn } from '@chatelaine/core/provider';
import type { TlsTexts } from '../http/send-request.js';
import { hasObjects, isDenial, isSuccess, type VaultAnswer } from '../http/vault-answer.js';
import type { VaultSender } from '../http/vault-http.js';
import type { AuthType, VaultOptions } from '../vault-options.js';
import { loginError, noToken, otherWrapping } from './login-error.js';
import type { OpenedWrappings } from './opened-wrappings.js';
import { type FileReader, readOptionFile, readTls } from './option-file.js';
import type { TokenFacts } from './session.js';
import { unwrap } from './wrapping.js';

/** Everything that a log-in is made from. */
export interface LoginSource extends FileReader {
  readonly type: AuthType;
  readonly env: Env;
  readonly sender: VaultSender;
  readonly wrapping: OpenedWrappings;
  /** Gives the token in place of every option. */
  readonly given?: ((signal: AbortSignal) => Promise<string>) | undefined;
}

const POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Logs in with everything read anew, so that a rotated secret or certificate needs no restart.
 *
 * @throws SecretsError
 */
export async function logIn(source: LoginSource, signal: AbortSignal): Promise<TokenFacts> {
  const { type, options, sender, backend } = source;
  const tls = await readTls(source);
  if (type === 'token') return lookUp(await givenToken(source, tls, signal), source, tls, signal);
  const mount = (options.authMountPoint ?? type).replace(/\/+$/, '');
  const user = type === 'userpass' || type === 'ldap' ? `/${options.username}` : '';
  const body = await proofOf(source, tls, mount, signal);
  const answer = await sender.send(
    { method: 'POST', path: `auth/${mount}/login${user}`, body },
    { tls },
    signal,
  );
  if (!isSuccess(answer)) throw loginError(backend, type, answer);
  return factsOf(objectIn(answer.body, 'auth'), tls, { ...source, answer });
}

/** Makes a token live longer: resolves to how many seconds, or to the answer that does not say so. */
export async function renewToken(
  token: string,
  tls: TlsTexts,
  { sender }: LoginSource,
  signal: AbortSignal,
): Promise<number | VaultAnswer> {
  const answer = await sender.send(
    { method: 'POST', path: 'auth/token/renew-self', body: {} },
    { token, tls },
    signal,
  );
  return numberIn(objectIn(answer.body, 'auth'), 'lease_duration') ?? answer;
}

async function proofOf(
  source: LoginSource,
  tls: TlsTexts,
  mount: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { type, options, wrapping } = source;
  switch (type) {
    case 'approle': {
      const secretId =
        options.wrappedSecretIdFile === undefined
          ? await either(source, 'secretId', 'secretIdFile')
          : await wrapping.secretId(source, tls, mount, signal);
      return {
        role_id: await needed(source, 'roleId', 'roleIdFile'),
        ...(secretId === undefined ? {} : { secret_id: secretId }),
      };
    }
    case 'kubernetes':
      return {
        role: options.kubernetesRole ?? '',
        jwt: await readOptionFile('kubernetesJwtFile', source, POD_TOKEN),
      };
    case 'jwt':
      return {
        jwt: await needed(source, 'jwtToken', 'jwtTokenFile'),
        ...(options.jwtRole === undefined ? {} : { role: options.jwtRole }),
      };
    case 'cert':
      return options.certRole === undefined ? {} : { name: options.certRole };
    default:
      return { password: await needed(source, 'password', 'passwordFile') };
  }
}

async function givenToken(source: LoginSource, tls: TlsTexts, signal: AbortSignal): Promise<string> {
  const { options, env, backend, sender, given } = source;
  if (given !== undefined) return fromCode(given, backend, signal);
  if (options.wrappedTokenFile !== undefined) {
    const token = await readOptionFile('wrappedTokenFile', source);
    return source.wrapping.once(token, async () => {
      const madeAt = /^auth\/.+\/(?:create(?:-orphan)?(?:\/.+)?|login(?:\/.+)?)$/;
      const { auth } = await unwrap({ sender, backend, tls, token, madeAt }, signal);
      const wrapped = textIn(objectIn({ auth: auth ?? null }, 'auth'), 'client_token');
      if (wrapped === undefined) throw otherWrapping(backend);
      return wrapped;
    });
  }
  const token =
    (await either(source, 'token', 'tokenFile')) ?? (env.VAULT_TOKEN || env.BAO_TOKEN || undefined);
  if (token === undefined) throw noToken(backend);
  return token.trim();
}

async function fromCode(
  given: (signal: AbortSignal) => Promise<string>,
  backend: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    return (await given(signal)).trim();
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    throw new SecretsError('UNAUTHENTICATED', `${backend}: the code that gives a token failed.`, {
      backend,
      hint: 'Look into the function that was given as "getToken".',
      cause: safeCause(error),
    });
  }
}

/** Asks what a token is worth. A policy may forbid that, and then nothing is known of its end. */
async function lookUp(
  token: string,
  { sender, backend }: LoginSource,
  tls: TlsTexts,
  signal: AbortSignal,
): Promise<TokenFacts> {
  // A header takes nothing else, and Node's own message quotes it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw loginError(backend, 'token', { status: 400 });
  const answer = await sender.send({ method: 'GET', path: 'auth/token/lookup-self' }, { token, tls }, signal);
  const isLookedUp = isSuccess(answer) && hasObjects(answer.body, [['data']]);
  if (!isLookedUp && !isDenial(answer)) throw loginError(backend, 'token', answer);
  const data = objectIn(answer.body, 'data');
  return { token, tls, isOwn: false, isRenewable: data.renewable === true, ttl: numberIn(data, 'ttl') ?? 0 };
}

function factsOf(
  auth: JsonObject,
  tls: TlsTexts,
  { backend, type, answer }: { backend: string; type: AuthType; answer: VaultAnswer },
): TokenFacts {
  const token = textIn(auth, 'client_token');
  // Without one, a second factor is asked for, or it was no Vault that answered.
  if (token === undefined) throw loginError(backend, type, { ...answer, status: 401 });
  return {
    token,
    tls,
    isOwn: true,
    isRenewable: auth.renewable === true,
    ttl: numberIn(auth, 'lease_duration') ?? 0,
  };
}

type SecretOption = 'token' | 'roleId' | 'secretId' | 'jwtToken' | 'password';

async function either<Name extends SecretOption>(
  source: LoginSource,
  option: Name,
  file: `${Name}File` & keyof VaultOptions,
): Promise<string | undefined> {
  const { options } = source;
  if (options[option] !== undefined) return options[option];
  return options[file] === undefined ? undefined : readOptionFile(file as 'tokenFile', source);
}

async function needed<Name extends SecretOption>(
  source: LoginSource,
  option: Name,
  file: `${Name}File` & keyof VaultOptions,
): Promise<string> {
  return (await either(source, option, file)) ?? '';
}
