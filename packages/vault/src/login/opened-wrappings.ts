import { objectIn, textIn } from '@chatelaine/core/provider';
import type { TlsTexts } from '../http/send-request.js';
import type { LoginSource } from './log-in.js';
import { otherWrapping } from './login-error.js';
import { readOptionFile } from './option-file.js';
import { unwrap } from './wrapping.js';

/** Unwraps what can be unwrapped once, and keeps it until a new wrapping token takes the place of the old. */
export class OpenedWrappings {
  #kept: { readonly token: string; readonly value: string } | undefined;

  /** The secret id in the file that `wrappedSecretIdFile` names. */
  async secretId(source: LoginSource, tls: TlsTexts, mount: string, signal: AbortSignal): Promise<string> {
    const { sender, backend } = source;
    const token = await readOptionFile('wrappedSecretIdFile', source);
    return this.once(token, async () => {
      const madeAt = new RegExp(`^auth/${mount.replaceAll(/[^\w/]/g, '\\$&')}/role/[^/]+/secret-id$`);
      const { data } = await unwrap({ sender, backend, tls, token, madeAt }, signal);
      const value = textIn(objectIn({ data: data ?? null }, 'data'), 'secret_id');
      if (value === undefined) throw otherWrapping(backend);
      return value;
    });
  }

  /** What the token gave before, or gives now. */
  async once(token: string, open: () => Promise<string>): Promise<string> {
    if (this.#kept?.token === token) return this.#kept.value;
    const value = await open();
    this.#kept = { token, value };
    return value;
  }
}
