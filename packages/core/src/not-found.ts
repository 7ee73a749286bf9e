import type { ChainStep } from './chain-step.js';
import { describeStep } from './chain-step.js';
import { SecretsError } from './errors.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';

/** The error of a reference that no backend has, with what each of them said. */
export function notFound(ref: SecretRef, steps: readonly ChainStep[], hint?: string): SecretsError {
  const said = steps.map((step) => describeStep(step, ref.version)).join('; ');
  const subject = `${formatSecretRef(ref)}${ref.team === undefined ? '' : ` of team "${ref.team}"`}`;
  return new SecretsError('SECRET_NOT_FOUND', `${subject} was not found (${said}).`, {
    ref,
    hint: hintFor(ref) ?? hint ?? nextStep(steps),
  });
}

/** What the reference itself gives away of the mistake. */
function hintFor({ kind, id, version }: SecretRef): string | undefined {
  if (id.startsWith(`${kind}/`)) return 'The id repeats the kind: leave it out.';
  if (id.trim() !== id) return 'The id begins or ends with a space.';
  return version === undefined ? undefined : 'Ask without a version, or for one that the store has.';
}

function nextStep(steps: readonly ChainStep[]): string {
  const hasName = steps.some(({ names }) => names.length > 0);
  return hasName
    ? 'Store it under one of these names, or add a backend that has it.'
    : 'Add a backend that can hold it.';
}
