import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { AirflowArguments } from './airflow-arguments.js';
import { optionsFromArguments } from './airflow-arguments.js';

const KNOWN: AirflowArguments = {
  options: ['vaultUrl', 'separator', 'variablesPrefix', 'clientId', 'caFile'],
  renamed: { sep: 'separator' },
  read: { verify: (value) => ({ caFile: value }) },
  refusal: (argument) => `Airflow would hand ${argument} to its SDK`,
  hints: { proxies: 'Proxies are not supported.' },
};

describe("The keyword arguments of Airflow's backend", () => {
  const optionsOf = (kwargs: Parameters<typeof optionsFromArguments>[0]) =>
    optionsFromArguments(kwargs, KNOWN);

  it('are options in camelCase, those with other names renamed, and some read by a rule of their own', () => {
    expect(optionsOf({ vault_url: 'https://v', sep: '/', verify: 'ca.pem' })).to.deep.equal({
      vaultUrl: 'https://v',
      separator: '/',
      caFile: 'ca.pem',
    });
  });

  it('are absent when they are empty, but for prefixes and the separator', () => {
    const empty = { client_id: '', vault_url: null, verify: '', sep: '', variables_prefix: null };
    expect(optionsOf(empty)).to.deep.equal({ separator: '', variablesPrefix: null });
    const never = { ...KNOWN, saysEmpty: () => false };
    expect(optionsFromArguments(empty, never)).to.deep.equal({});
  });

  it('that are none are refused by name, with the nearest known one', async () => {
    const error = await caught(() => optionsOf({ vault_uri: 'hunter2' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['vault_uri'] });
    expect(error.problem).to.equal('Airflow would hand the argument "vault_uri" to its SDK.');
    expect(error.hint).to.equal('There is no such option here. Did you mean "vault_url"?');
    expect((await caught(() => optionsOf({ separators: '' }))).hint).to.not.include('"separator"');
    expect((await caught(() => optionsOf({ proxies: {} }))).hint).to.equal('Proxies are not supported.');
  });

  it('are not named when they look like no name, nor taken for what every object has', async () => {
    expect((await caught(() => optionsOf({ 'p@ss word': '' }))).message)
      .to.include('an argument')
      .and.not.include('p@ss');
    expect(await caught(() => optionsOf({ constructor: 'x' }))).to.have.property('code', 'INVALID_CONFIG');
  });
});
