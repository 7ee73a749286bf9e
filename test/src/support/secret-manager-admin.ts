import { GoogleAuth, JWT } from 'google-auth-library';

/** Puts secrets into a project by another way than the backend under test. */
export interface SecretManagerAdmin {
  /** Adds a version, and the secret where there is none; gives the version's number. */
  set(name: string, value: string | Uint8Array): Promise<string>;
  /** Disables the newest version. */
  disable(name: string): Promise<void>;
  /** Destroys the newest version. */
  destroy(name: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Where a live project is, and the key that administers it. */
export interface LiveProject {
  readonly projectId: string;
  readonly location: string | undefined;
  /** Absent: application default credentials. */
  readonly keyFile: string | undefined;
}

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];

/** An administrator of a live project, over plain REST. */
export function liveAdmin(
  { projectId, location, keyFile }: LiveProject,
  token: () => Promise<string> = tokenOf(keyFile),
): SecretManagerAdmin {
  const host = location === undefined ? 'secretmanager' : `secretmanager.${location}.rep`;
  const place = location === undefined ? '' : `/locations/${location}`;
  const base = `https://${host}.googleapis.com/v1/projects/${projectId}${place}/secrets`;
  const call = async (method: 'POST' | 'DELETE', path: string, data: object = {}): Promise<Response> => {
    return fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(data) } : {}),
    });
  };
  const must = async (answer: Response): Promise<{ readonly name?: string }> => {
    if (answer.ok) return (await answer.json()) as { readonly name?: string };
    throw new Error(`Secret Manager answered the administrator ${answer.status}.`);
  };
  return {
    set: async (name, value) => {
      const payload = { data: Buffer.from(value).toString('base64') };
      const created = await call(
        'POST',
        `?secretId=${name}`,
        location === undefined ? { replication: { automatic: {} } } : {},
      );
      if (created.status !== 409) await must(created);
      const added = await must(await call('POST', `/${name}:addVersion`, { payload }));
      return added.name?.split('/').at(-1) ?? '';
    },
    disable: async (name) => {
      await must(await call('POST', `/${name}/versions/latest:disable`));
    },
    destroy: async (name) => {
      await must(await call('POST', `/${name}/versions/latest:destroy`));
    },
    delete: async (name) => {
      await must(await call('DELETE', `/${name}`));
    },
  };
}

function tokenOf(keyFile: string | undefined): () => Promise<string> {
  if (keyFile === undefined) {
    const ambient = new GoogleAuth({ scopes: SCOPES });
    return async () => (await ambient.getAccessToken()) ?? '';
  }
  const account = new JWT({ keyFile, scopes: SCOPES });
  return async () => (await account.getAccessToken()).token ?? '';
}
