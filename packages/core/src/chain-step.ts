import type { SecretsError } from './errors.js';

/** What one backend of the chain said about a reference: never a value. */
export interface ChainStep {
  /** The label of the backend. */
  readonly backend: string;
  /** The names it was or would be asked for, in order, where it tells them. */
  readonly names: readonly string[];
  readonly outcome: 'found' | 'missing' | 'not-here' | 'failed' | 'not-asked';
  /** Why it was not asked, or what would have been done differently. */
  readonly reason?: string;
  readonly error?: SecretsError;
  /** How long it took, in milliseconds; absent when it was not asked. */
  readonly ms?: number;
}

/** Says in a few words what a backend said of a version, or of the newest, for an error that lists them all. */
export function describeStep(step: ChainStep, version?: string): string {
  const names = step.names.map((name) => `"${name}"`).join(' and ');
  // The name may well be there, in other versions.
  const inVersion = version === undefined ? '' : ` in version ${version}`;
  switch (step.outcome) {
    case 'found':
      return `${step.backend}: found`;
    case 'missing':
      return `${step.backend}: nothing ${names === '' ? 'there' : `under ${names}`}${inVersion}`;
    case 'not-here':
      return `${step.backend}: not here, ${step.reason}`;
    case 'failed':
      return `${step.backend}: failed with ${step.error?.code}`;
    case 'not-asked':
      return `${step.backend}: not asked`;
  }
}
