/** https://age-encryption.org/v1: what the salt begins with, and the block size. */
const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
const BLOCK_SIZE = 8;

/** The key that a passphrase makes with 2^`factor` rounds of scrypt, which take 2^`factor` KiB of memory. */
export async function passphraseKey(passphrase: string, salt: Uint8Array, factor: number): Promise<Buffer> {
  const { scrypt } = await import('node:crypto');
  const cost = 2 ** factor;
  const maxmem = 2 * 128 * cost * BLOCK_SIZE;
  return new Promise((resolve, reject) => {
    // Node's own, on another thread: in JavaScript it would hold up everything else for a second.
    scrypt(
      passphrase,
      Buffer.concat([LABEL, salt]),
      32,
      { cost, blockSize: BLOCK_SIZE, parallelization: 1, maxmem },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
}
