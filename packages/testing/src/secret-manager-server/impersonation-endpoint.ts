import type { AccessTokens } from './access-tokens.js';
import { errorAnswer, GoogleError } from './google-error.js';
import type { JsonAnswer } from './json-answer.js';
import type { ServiceAccounts } from './service-accounts.js';

export interface ImpersonationOptions {
  readonly accounts: ServiceAccounts;
  readonly tokens: AccessTokens;
}

export const IMPERSONATION_PATH: RegExp =
  /^\/v1\/projects\/-\/serviceAccounts\/(?<target>[^/:]+):generateAccessToken$/;

interface Wish {
  readonly delegates?: readonly string[];
  readonly scope?: readonly string[];
  readonly lifetime?: string;
}

const ACCOUNT = /^projects\/-\/serviceAccounts\/(.+)$/;

/** IAM credentials' `generateAccessToken`: each of a chain must be a token creator of the next one. */
export function impersonationAnswer(
  target: string,
  authorization: string | undefined,
  body: string | undefined,
  { accounts, tokens }: ImpersonationOptions,
): JsonAnswer {
  try {
    const caller = tokens.check(authorization);
    const { delegates = [], scope = [], lifetime = '3600s' } = wishOf(body);
    const chain = [...delegates.map((name) => ACCOUNT.exec(name)?.[1] ?? name), target];
    let before = caller.principal;
    for (const email of chain) {
      const account = accounts.find(email);
      if (account === undefined) throw new GoogleError('NOT_FOUND', 'Not found; Gaia id not found.');
      if (!account.tokenCreators.has(before)) {
        throw new GoogleError(
          'PERMISSION_DENIED',
          "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
          'IAM_PERMISSION_DENIED',
        );
      }
      before = email;
    }
    if (scope.length === 0) throw new GoogleError('INVALID_ARGUMENT', 'Scope required.');
    const { token, expiresAt } = tokens.issue(target, scope, Number.parseInt(lifetime, 10));
    const expireTime = new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z');
    return { status: 200, body: { accessToken: token, expireTime } };
  } catch (error) {
    if (error instanceof GoogleError) return errorAnswer(error);
    throw error;
  }
}

function wishOf(body: string | undefined): Wish {
  try {
    return JSON.parse(body ?? '') as Wish;
  } catch (error) {
    if (error instanceof SyntaxError) throw new GoogleError('INVALID_ARGUMENT', 'The body is no JSON.');
    throw error;
  }
}
