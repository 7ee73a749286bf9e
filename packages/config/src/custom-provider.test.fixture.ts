/** A module with a provider as a user writes one, in plain JavaScript without imports. */
export const ECHO_PROVIDER = `
export const provider = {
  name: 'echo',
  options: {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => (value.refuse ? { issues: [{ message: value.refuse, path: ['refuse'] }] } : { value }),
    },
  },
  create: (options, { name, directory }) => {
    if (options.explode) throw new Error(options.explode);
    return {
      name,
      find: async (ref) => ({ value: JSON.stringify({ id: ref.id, directory, ...options }), name: ref.id }),
      close: async () => globalThis[Symbol.for('chatelaine.test.closed')]?.push(name),
    };
  },
};
`;
