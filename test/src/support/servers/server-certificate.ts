import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.js';
import type { ServerFolder } from './server-folder.js';

/** A certificate that signs itself, for TLS on loopback. */
export interface ServerCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** The certificate as PEM text, which is its own authority. */
  readonly ca: string;
}

/** Makes a certificate for a host name or address, `DNS:localhost` for example, in the server's folder. */
export async function serverCertificate(folder: ServerFolder, subject: string): Promise<ServerCertificate> {
  const certFile = join(folder.path, 'cert.pem');
  const keyFile = join(folder.path, 'key.pem');
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=chatelaine-test', '-addext', `subjectAltName=${subject}`];
  await runProgram('openssl', [...args, ...names, '-keyout', keyFile, '-out', certFile], folder.path);
  return { certFile, keyFile, ca: readFileSync(certFile, 'utf8') };
}
