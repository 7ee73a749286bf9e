import { badCredentialFile, type CredentialFile, readCredentialFile } from '@chatelaine/core/provider';
import type { TlsTexts } from '../http/send-request.js';
import type { VaultOptions } from '../vault-options.js';

type FileOption = Extract<keyof VaultOptions, `${string}File`>;

/** Whose files are read. */
export interface FileReader {
  readonly options: VaultOptions;
  /** The folder that a relative path starts from. */
  readonly directory: string;
  readonly backend: string;
}

/**
 * The text of the file that an option names.
 *
 * @throws SecretsError `INVALID_CONFIG` when it cannot be read or holds nothing
 */
export function readOptionFile(option: FileOption, reader: FileReader, fallback?: string): Promise<string> {
  return readCredentialFile(fileOf(option, reader, fallback));
}

/** The PEM texts of the options, so far checked that the TLS library's own message is not needed. */
export async function readTls(reader: FileReader): Promise<TlsTexts> {
  const read = async (option: FileOption, marker: string, what: string): Promise<string | undefined> => {
    if (reader.options[option] === undefined) return undefined;
    const file = fileOf(option, reader);
    const text = await readCredentialFile(file);
    if (text.includes(marker)) return text;
    throw badCredentialFile(file, `holds no ${what} as PEM`, 'It begins with "-----BEGIN".');
  };
  const ca = await read('caFile', '-----BEGIN CERTIFICATE-----', 'certificate');
  const cert = await read('clientCertificateFile', '-----BEGIN CERTIFICATE-----', 'certificate');
  const key = await read('clientKeyFile', 'PRIVATE KEY-----', 'private key');
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function fileOf(
  option: FileOption,
  { options, directory, backend }: FileReader,
  fallback = '',
): CredentialFile {
  return { option, path: options[option] ?? fallback, directory, backend };
}
