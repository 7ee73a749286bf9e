import { invalidOption, readCredentialFile } from '@chatelaine/core/provider';
import type { AccessSource } from './access-source.js';
import type { ClusterAccess } from './cluster-access.js';
import { isToken, readTokenFile } from './token-file.js';

/** The access that the options themselves describe; its files are read anew. */
export async function givenServerAccess({ options, context }: AccessSource): Promise<ClusterAccess> {
  const { name: backend, directory } = context;
  const file = (option: 'caFile' | 'tokenFile' | 'clientCertificateFile' | 'clientKeyFile') => ({
    option,
    path: options[option] ?? '',
    directory,
    backend,
  });
  const text = async (option: 'caFile' | 'clientCertificateFile' | 'clientKeyFile') =>
    options[option] === undefined ? undefined : readCredentialFile(file(option));
  if (options.token !== undefined && !isToken(options.token)) {
    throw invalidOption('token', 'is no token', 'A token is one line without spaces.', backend);
  }
  return {
    server: new URL(options.server ?? '').origin,
    ca: await text('caFile'),
    token: options.tokenFile === undefined ? options.token : await readTokenFile(file('tokenFile')),
    certificate: await text('clientCertificateFile'),
    key: await text('clientKeyFile'),
  };
}
