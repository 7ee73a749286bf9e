import { createSecrets, guarded } from 'chatelaine';

/** The whole contract: a name, and a find that gives a value or undefined, or throws. */
const overrides = new Map([['variable/hello', 'from the test']]);
const memory = {
  name: 'memory',
  async find({ kind, id }) {
    const name = `${kind}/${id}`;
    const value = overrides.get(name);
    return value === undefined ? undefined : { value, name };
  },
};
const broken = {
  name: 'broken',
  find: () => Promise.reject(Object.assign(new Error('said by an SDK'), { code: 'ECONNREFUSED' })),
};

const secrets = createSecrets({ backends: [guarded(broken, { timeoutMs: 500, onError: 'next' }), memory] });
console.log((await secrets.getVariable('hello')).reveal());
for (const { backend, outcome, code } of (await secrets.explain('variable/hello')).steps)
  console.log(backend, outcome, code ?? '');
await secrets.close();
