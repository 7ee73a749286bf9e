import { createBackend } from '@chatelaine/core';
import { expect } from 'chai';
import { OPTION_NAMES } from './kubernetes-options.js';
import { provider } from './provider.js';
import { caught } from './test-kit/caught.js';

describe('The provider kubernetes', () => {
  const fromAirflow = (kwargs: Parameters<NonNullable<NonNullable<typeof provider.airflow>['options']>>[0]) =>
    provider.airflow?.options?.(kwargs);

  it('creates a backend under the name of its context, without any option', () => {
    const backend = createBackend(provider, {}, { name: 'cluster', env: {} });
    expect(backend).to.include({ name: 'cluster' });
    expect(backend.supports).to.deep.equal({ versions: false, teams: false });
  });

  it('describes every option, for messages and editors', () => {
    const schema = provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as {
      readonly additionalProperties: boolean;
      readonly properties: Record<string, { readonly description?: string }>;
    };
    expect(schema).to.include({ additionalProperties: false });
    expect(Object.keys(schema.properties)).to.have.members([...OPTION_NAMES]);
    for (const [name, { description }] of Object.entries(schema.properties))
      expect(description, name).to.be.a('string');
  });

  it("knows Airflow's class and takes every keyword argument of it", () => {
    expect(provider.airflow?.classes).to.deep.equal([
      'airflow.providers.cncf.kubernetes.secrets.kubernetes_secrets_backend.KubernetesSecretsBackend',
    ]);
    expect(
      fromAirflow({
        namespace: 'airflow',
        connections_label: 'c',
        variables_label: null,
        config_label: 'f',
        connections_data_key: 'a',
        variables_data_key: 'b',
        config_data_key: 'd',
      }),
    ).to.deep.equal({
      namespace: 'airflow',
      connectionsLabel: 'c',
      variablesLabel: null,
      configLabel: 'f',
      connectionsDataKey: 'a',
      variablesDataKey: 'b',
      configDataKey: 'd',
    });
  });

  it('takes an empty string for absent, and null but for a label', () => {
    expect(
      fromAirflow({ namespace: null, connections_label: '', config_label: null, config_data_key: null }),
    ).to.deep.equal({ configLabel: null });
  });

  it('refuses an argument that Airflow does not know, by name', async () => {
    const error = await caught(() => fromAirflow({ conections_label: 'hunter2' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['conections_label'] });
    expect(error.message).to.equal(
      'Airflow\'s Kubernetes backend does not take the argument "conections_label". There is no such option here. Did you mean "connections_label"?',
    );
  });

  it('refuses options that cannot work together, naming the one to change', async () => {
    const server = { server: 'https://127.0.0.1:6443', namespace: 'x', token: 't' };
    for (const [options, field] of [
      [{ ...server, kubeconfig: 'x' }, 'kubeconfig'],
      [{ ...server, tokenFile: 'x' }, 'tokenFile'],
      [{ ...server, token: undefined }, 'server'],
      [{ ...server, namespace: undefined }, 'namespace'],
      [{ ...server, server: 'http://127.0.0.1' }, 'server'],
      [{ ...server, server: 'https://127.0.0.1/path' }, 'server'],
      [{ ...server, clientKeyFile: 'x' }, 'clientCertificateFile'],
      [{ token: 't' }, 'token'],
      [{ kubeconfig: 'x', serviceAccountFolder: 'y' }, 'serviceAccountFolder'],
      [{ namespace: 'Not A Namespace' }, 'namespace'],
      [{ connectionsLabel: 'not a label' }, 'connectionsLabel'],
      [{ configDataKey: '../x' }, 'configDataKey'],
    ] as const) {
      const error = await caught(() => createBackend(provider, options, { env: {} }));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: [field] });
    }
  });
});
