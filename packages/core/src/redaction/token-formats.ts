/** The formats of tokens that are known by their looks. */
export type TokenFormat =
  | 'aws-access-key-id'
  | 'github-token'
  | 'google-api-key'
  | 'jwt'
  | 'private-key'
  | 'slack-token'
  | 'stripe-key';

/** One of some words; so many characters out of some; or all up to a word. */
export type TokenPart =
  | { readonly words: readonly string[] }
  | { readonly of: RegExp; readonly min: number; readonly max: number }
  | { readonly upTo: string; readonly max: number };

/** A format: its parts from left to right, of which the last ones may be missing. */
export interface TokenShape {
  readonly parts: readonly TokenPart[];
  readonly optional?: number;
}

const LONG = 16_384;
const BASE64_URL = /[\w-]/;
const DASHES = '-----';
const KEYS = ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED '];

export const TOKEN_SHAPES: Readonly<Record<TokenFormat, readonly TokenShape[]>> = {
  'aws-access-key-id': [{ parts: [{ words: ['AKIA', 'ASIA'] }, { of: /[A-Z0-9]/, min: 16, max: 16 }] }],
  'github-token': [
    {
      parts: [{ words: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'] }, { of: /[A-Za-z0-9]/, min: 36, max: 255 }],
    },
    { parts: [{ words: ['github_pat_'] }, { of: /\w/, min: 22, max: 255 }] },
  ],
  'google-api-key': [{ parts: [{ words: ['AIza'] }, { of: /[\w-]/, min: 35, max: 35 }] }],
  jwt: [
    {
      parts: [
        { words: ['eyJ'] },
        { of: BASE64_URL, min: 8, max: LONG },
        { words: ['.eyJ'] },
        { of: BASE64_URL, min: 8, max: LONG },
        { words: ['.'] },
        { of: BASE64_URL, min: 0, max: LONG },
      ],
      optional: 2,
    },
  ],
  'private-key': [
    {
      parts: [
        { words: KEYS.map((kind) => `${DASHES}BEGIN ${kind}PRIVATE KEY${DASHES}`) },
        { upTo: DASHES, max: LONG },
        { words: KEYS.map((kind) => `${DASHES}END ${kind}PRIVATE KEY${DASHES}`) },
      ],
      optional: 1,
    },
  ],
  'slack-token': [
    {
      parts: [
        { words: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'] },
        { of: /[A-Za-z0-9-]/, min: 10, max: 255 },
      ],
    },
  ],
  'stripe-key': [
    {
      parts: [
        { words: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'] },
        { of: /[A-Za-z0-9]/, min: 16, max: 255 },
      ],
    },
  ],
};
