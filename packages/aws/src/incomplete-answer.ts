import { SecretsError } from '@chatelaine/core';

/** An answer that came and does not hold what it must: what it leaves out is not missing. */
export function incompleteAnswer(subject: string, backend: string): SecretsError {
  return new SecretsError('UNAVAILABLE', `${backend}: ${subject} was not answered in full.`, {
    backend,
    hint: 'Check "endpoint" and "region", and what stands between this machine and the service.',
  });
}
