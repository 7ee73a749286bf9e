import { fileFailure, readRegularFile } from '@chatelaine/core';
import type { FileLabel } from './file-label.js';
import { fileError } from './file-label.js';

/** More is no file of secrets, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Kept<Content> {
  readonly version: string;
  readonly content: Promise<Content>;
}

/** A file that is read when it is first asked for and again when it has changed; what failed is not kept. */
export class WatchedFile<Content> {
  readonly label: FileLabel;
  readonly path: string;
  readonly #parse: (bytes: Buffer) => Promise<Content>;
  #kept: Kept<Content> | undefined;

  constructor(label: FileLabel, path: string, parse: (bytes: Buffer) => Promise<Content>) {
    this.label = label;
    this.path = path;
    this.#parse = parse;
  }

  /** The content as of now; all who ask for one version of the file share one reading of it. */
  async content(): Promise<Content> {
    const version = await this.#version();
    if (this.#kept?.version !== version) this.#kept = { version, content: this.#read() };
    const kept = this.#kept;
    try {
      return await kept.content;
    } catch (error) {
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }

  /** What is in the file as of now. */
  async bytes(): Promise<Buffer> {
    const bytes = await readRegularFile(this.path, MAX_BYTES);
    if (!Buffer.isBuffer(bytes)) throw fileError(bytes, this.label);
    return bytes;
  }

  async #version(): Promise<string> {
    // To import it would cost each program that can read files, whether it does or not, a millisecond at its start.
    const { stat } = process.getBuiltinModule('node:fs/promises');
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(this.path, { bigint: true });
      return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
    } catch (error) {
      throw fileError(fileFailure(error), this.label);
    }
  }

  async #read(): Promise<Content> {
    return this.#parse(await this.bytes());
  }
}
