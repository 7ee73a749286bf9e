import { SecretsError } from '@chatelaine/core';
import type { AuthType, VaultOptions } from '../vault-options.js';

type Option = keyof VaultOptions;

interface AuthNeeds {
  /** Groups of options, of which exactly one each is given. */
  readonly one: readonly (readonly Option[])[];
  /** Groups of which at most one each is given. */
  readonly most: readonly (readonly Option[])[];
}

const PASSWORD: AuthNeeds = { one: [['username'], ['password', 'passwordFile']], most: [] };

const NEEDS: Readonly<Record<AuthType, AuthNeeds>> = {
  token: { one: [], most: [['token', 'tokenFile', 'wrappedTokenFile']] },
  approle: {
    one: [['roleId', 'roleIdFile']],
    // A role may ask for no secret id.
    most: [['secretId', 'secretIdFile', 'wrappedSecretIdFile']],
  },
  kubernetes: { one: [['kubernetesRole']], most: [['kubernetesJwtFile']] },
  // A mount may have a default role.
  jwt: { one: [['jwtToken', 'jwtTokenFile']], most: [['jwtRole']] },
  userpass: PASSWORD,
  ldap: PASSWORD,
  cert: { one: [['clientCertificateFile'], ['clientKeyFile']], most: [['certRole']] },
};

/** In which order the options that are given are looked at; a client certificate alone may be asked of everybody. */
const TYPES: readonly AuthType[] = ['token', 'approle', 'kubernetes', 'jwt', 'userpass'];
const TLS_OPTIONS: readonly Option[] = ['clientCertificateFile', 'clientKeyFile'];

/**
 * Chooses the log-in that the options describe, and no other in its place.
 *
 * @throws SecretsError `INVALID_CONFIG` when they describe half of one, or two at once
 */
export function chooseAuthType(options: VaultOptions, isInCode: boolean, backend: string): AuthType {
  const isGiven = (option: Option) => options[option] !== undefined;
  const refuse = (field: Option, problem: string, hint: string): SecretsError =>
    new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, { backend, field: [field], hint });
  if (isInCode) {
    const beside = (['authType', ...(Object.keys(NEEDS) as AuthType[]).flatMap(ownOptions)] as const).find(
      isGiven,
    );
    if (beside === undefined) return 'token';
    throw refuse(beside, `option "${beside}" is not used beside "getToken"`, 'Remove one of the two.');
  }
  const described = TYPES.filter((type) => ownOptions(type).some(isGiven));
  const type = options.authType ?? described[0] ?? (isGiven('certRole') ? 'cert' : 'token');
  const others = (Object.keys(NEEDS) as AuthType[]).flatMap(ownOptions);
  const unused = others.find((option) => isGiven(option) && !ownOptions(type).includes(option));
  if (unused !== undefined) {
    throw refuse(unused, `option "${unused}" is not used by the log-in "${type}"`, 'Remove one of the two.');
  }
  for (const group of [...NEEDS[type].one, ...NEEDS[type].most]) {
    const second = group.filter(isGiven)[1];
    if (second !== undefined) {
      throw refuse(
        second,
        `options ${quoted(group.filter(isGiven))} are given together`,
        'Keep one of them.',
      );
    }
  }
  const missing = NEEDS[type].one.find((group) => !group.some(isGiven))?.[0];
  if (missing !== undefined) {
    throw refuse(missing, `option "${missing}" is missing`, `The log-in "${type}" needs it.`);
  }
  const half = TLS_OPTIONS.find((option) => !isGiven(option));
  if (half !== undefined && TLS_OPTIONS.some(isGiven)) {
    throw refuse(half, `option "${half}" is missing`, 'A client certificate and its key go together.');
  }
  if (/^\.{1,2}$|\//.test(options.username ?? '')) {
    throw refuse('username', 'option "username" cannot be sent', 'A user name in Vault has no "/".');
  }
  return type;
}

/** The options that no other log-in uses; those of TLS serve all. */
function ownOptions(type: AuthType): readonly Option[] {
  return [...NEEDS[type].one, ...NEEDS[type].most].flat().filter((option) => !TLS_OPTIONS.includes(option));
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
