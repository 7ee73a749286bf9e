import type { ChainStep } from './chain-step.js';
import { describeStep } from './chain-step.js';
import { SecretsError } from './errors.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';

/** The error of a reference that no backend has, with what each of them said. */
export function notFound(ref: SecretRef, steps: readonly ChainStep[]): SecretsError {
  const said = steps.map(describeStep).join('; ');
  return new SecretsError('SECRET_NOT_FOUND', `${formatSecretRef(ref)} was not found (${said}).`, {
    ref,
    hint: 'Store it under one of these names, or add a backend that has it.',
  });
}
