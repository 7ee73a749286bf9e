import { SecretsError } from '../errors.js';
import { failurePlace } from '../failure-place.js';
import { isTlsCode, networkCodeOf } from '../network-codes.js';
import { safeCause } from '../safe-cause.js';

/** Whatever a backend threw, as a `SecretsError` that names the backend and holds no word of a foreign error. */
export function translateError(error: unknown, backend: string): SecretsError {
  if (SecretsError.is(error)) return error.backend === undefined ? labelled(error, backend) : error;
  const code = networkCodeOf(error);
  if (code === undefined) {
    const cause = safeCause(error);
    return new SecretsError(
      'INTERNAL',
      `${backend}: failed in a way that it does not explain (${failurePlace(cause)}).`,
      { backend, hint: 'A backend throws a SecretsError whose code says what happened.', cause },
    );
  }
  return new SecretsError('UNAVAILABLE', `${backend}: could not be reached (${code}).`, {
    backend,
    hint: isTlsCode(code)
      ? 'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS can name the authority that signed it.'
      : 'Check its address and the network between.',
    cause: safeCause(error),
  });
}

/** Every message begins with the label of the backend that it is about. */
function labelled(error: SecretsError, backend: string): SecretsError {
  const { problem } = error;
  return error.with({
    backend,
    problem: problem.startsWith(`${backend}: `) ? problem : `${backend}: ${problem}`,
  });
}
