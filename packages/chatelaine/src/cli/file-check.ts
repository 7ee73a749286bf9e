import type { ConfiguredChain } from '@chatelaine/config';
import type { SecretsErrorCode } from '@chatelaine/core';
import { told } from './backend-check.js';

/** How checking the last known good file ended. */
export interface FileCheck {
  readonly path: string;
  readonly outcome: 'usable' | 'not-usable';
  readonly code?: SecretsErrorCode;
  readonly message?: string;
  /** What caused the failure, for `--trace`; no part of the report. */
  readonly causes?: readonly string[];
}

/** Opens the last known good file of a chain that has one. A failure is part of the result. */
export async function checkLastKnownGood({
  lastKnownGood,
}: Pick<ConfiguredChain, 'lastKnownGood'>): Promise<FileCheck | undefined> {
  if (lastKnownGood === undefined) return undefined;
  const { path } = lastKnownGood.settings;
  try {
    await (await lastKnownGood.load()).close();
    return { path, outcome: 'usable' };
  } catch (error) {
    return { path, outcome: 'not-usable', ...told(error) };
  }
}
