import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets, guarded } from '@chatelaine/core';
import { selfSignedCertificate } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { writeWithoutEnd } from '../../support/endless-server.js';

describe('An answer that is no proper one', () => {
  let server: Server;
  let port: number;
  /** Writes what is answered, and how many bytes of an endless body were taken. */
  let answer: (response: ServerResponse) => void;
  let taken = 0;

  before(async () => {
    const { certificate, privateKey } = await selfSignedCertificate({
      commonName: 'localhost',
      hostNames: ['localhost'],
    });
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate]);
    server = createServer({ key: privateKey, cert: certificate }, ({ url = '', headers }, response) => {
      if (!url.startsWith('/secrets/') || headers.authorization !== undefined) return answer(response);
      const challenge = `Bearer authorization="https://localhost:${port}/tenant", resource="https://vault.azure.net"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    port = (server.address() as AddressInfo).port;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  function endless(response: ServerResponse): void {
    taken = 0;
    writeWithoutEnd(response, (bytes) => {
      taken += bytes;
    });
  }

  const address = () => ({
    vaultUrl: `https://localhost:${port}`,
    disableChallengeResourceVerification: true,
  });
  const vault = () => ({
    ...address(),
    tokenCredential: { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }) },
  });
  const authority = () => ({
    ...address(),
    authorityHost: `https://localhost:${port}`,
    tenantId: 'tenant',
    clientId: 'client',
    clientSecret: 'secret',
  });

  async function failure(options: Parameters<typeof azureKeyVault>[0]) {
    const secrets = createSecrets({
      backends: [guarded(azureKeyVault(options), { timeoutMs: 30_000, retry: false })],
    });
    try {
      return await caught(secrets.getSecret('a'));
    } finally {
      await secrets.close();
    }
  }

  const answers: readonly [string, (response: ServerResponse) => void][] = [
    [
      'is cut in its body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"value":"', () => response.destroy());
      },
    ],
    [
      'is packed badly',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync('{"value":"v"}').subarray(0, 20));
      },
    ],
    ['is no HTTP', (response) => response.socket?.end('nonsense\r\n\r\n')],
    [
      'has headers without an end',
      (response) => response.writeHead(200, { 'x-long': 'a'.repeat(100_000) }).end(),
    ],
  ];
  for (const [what, write] of answers) {
    it(`is UNAVAILABLE when that of the vault ${what}`, async () => {
      answer = write;
      expect((await failure(vault())).code).to.equal('UNAVAILABLE');
    });

    it(`is UNAVAILABLE when that of the authority ${what}`, async () => {
      answer = write;
      expect((await failure(authority())).code).to.equal('UNAVAILABLE');
    });
  }

  it('is not read without an end, from the vault', async () => {
    answer = endless;
    const error = await failure(vault());
    expect(error.code).to.equal('UNAVAILABLE');
    expect(error.message).to.include('as a Key Vault does');
    expect(taken).to.be.below(16 * 1024 * 1024);
  });

  it('is not read without an end, from the authority', async () => {
    answer = endless;
    const error = await failure(authority());
    expect(error.code).to.equal('UNAVAILABLE');
    expect(error.message).to.include('as an authority does');
    expect(taken).to.be.below(16 * 1024 * 1024);
  });
});
