// A backend of one's own: a folder beside the config file with one file a secret, chest/<kind>/<id>.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LEGAL_ID = /^[\w-]{1,250}$/;

const locate = ({ kind, id }) =>
  LEGAL_ID.test(id) ? { names: [`${kind}/${id}`] } : { notHere: 'an id here is letters, digits, _ and -' };

export const provider = {
  name: 'chest',
  create: (_options, { name, directory }) => ({
    name,
    locate,
    async find(ref, { signal }) {
      const [path] = locate(ref).names ?? [];
      if (path === undefined) return undefined;
      try {
        const value = await readFile(join(directory, 'chest', path), { signal });
        return { value, name: path };
      } catch (error) {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
  }),
};
