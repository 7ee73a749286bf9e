import type { JsonObject, SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { loadSecrets } from 'chatelaine';
import { bundledProviders } from '../support/bundled-providers.js';
import { caught } from '../support/caught.js';
import { PAGE_KWARGS } from './kwargs-of-the-pages.js';

const load = async (dotted: string, kwargs: JsonObject): Promise<void> => {
  const env = {
    AIRFLOW__SECRETS__BACKEND: dotted,
    AIRFLOW__SECRETS__BACKEND_KWARGS: JSON.stringify(kwargs),
  };
  const secrets = await loadSecrets({ env, cwd: '/' });
  await secrets.close();
};

describe("The kwargs on Airflow's pages", () => {
  const named = bundledProviders.filter(({ airflow }) => airflow !== undefined);

  it('are listed for every provider that an airflow.cfg can name', () => {
    expect(named.map(({ name }) => name)).to.have.members(Object.keys(PAGE_KWARGS));
  });

  for (const { name, airflow } of named) {
    const { always = {}, taken, beside = {}, refused = [] } = PAGE_KWARGS[name] ?? { taken: {} };

    for (const dotted of airflow?.classes ?? []) {
      it(`are accepted by ${dotted}, none and each of them`, async () => {
        await load(dotted, always);
        for (const [kwarg, value] of Object.entries(taken)) {
          await load(dotted, { ...always, ...beside[kwarg], [kwarg]: value }).catch((error: SecretsError) => {
            throw new Error(`${kwarg}: ${error.message}`);
          });
        }
      });
    }

    const [current = ''] = airflow?.classes ?? [];
    for (const [kwargs, says] of refused) {
      it(`are refused by ${name} with a way out: ${JSON.stringify(kwargs)}`, async () => {
        const error = await caught(load(current, { ...always, ...kwargs }));
        expect(error.code).to.equal('INVALID_CONFIG');
        expect(error.message).to.match(says);
      });
    }
  }
});
