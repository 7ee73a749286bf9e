import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderContext, SecretRef } from '@chatelaine/core';
import { type KubernetesMountOptions, kubernetesMount } from '@chatelaine/kubernetes/mount';
import type { BackendHarness } from '@chatelaine/testing';
import { MountedSecret } from '../../support/mounted-secret.js';
import { breakFiles } from '../canary/broken-files.js';
import { kubernetesMountCheck } from '../canary/kubernetes-mount-check.js';

const FOLDER = { connection: 'connections/', variable: 'variables/', config: 'config/', secret: '' } as const;
const NOBODY_LOGS_IN = 'nobody logs in to a folder';

/** A folder that is filled and swapped as the kubelet does it. */
export function kubernetesMountHarness(): BackendHarness {
  let folder = '';
  let mount: MountedSecret;
  let mend = (): void => undefined;

  const refused = (code: string) => {
    mend();
    mend = breakFiles(code, 'the message of the operating system');
    return kubernetesMount({ path: 'broken' }, { directory: folder });
  };

  return {
    provider: 'kubernetes-mount',
    testedAgainst: 'the file system of this machine, in the layout that the kubelet makes',
    capabilities: {
      versions: false,
      teams: false,
      batch: true,
      list: true,
      describe: true,
      write: false,
      remove: false,
      watch: true,
      binary: true,
      empty: true,
      maxBytes: 1_048_576,
      illegalNames: 'any but letters, digits, "-", "_" and ".", with "/" between folders',
    },
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'conformance-mount-'));
      mount = await MountedSecret.create(join(folder, 'mounted'));
    },
    stop: async () => {
      mend();
      await rm(folder, { recursive: true });
    },
    open: ({ options, context } = {}) =>
      kubernetesMount(
        { path: 'mounted', ...options } as KubernetesMountOptions,
        { directory: folder, ...context } as Partial<ProviderContext>,
      ),
    seed: (ref, value) => mount.set(fileOf(ref), value),
    unseed: (ref) => mount.unset(fileOf(ref)),
    disable: 'a mounted Secret can be read as a whole or not at all',
    openDenied: () => refused('EACCES'),
    openUnauthenticated: NOBODY_LOGS_IN,
    openBroken: (fault) =>
      fault === 'server error'
        ? refused('EIO')
        : 'a folder is local: nobody throttles it, and no line can break',
    leaks: kubernetesMountCheck,
  };
}

function fileOf({ kind, id }: SecretRef): string {
  return FOLDER[kind] + id;
}
