import { expect } from 'chai';
import { chainIdentity } from './chain-identity.js';
import { guarded } from './guarded.js';
import { answering } from './test-kit/fake-backend.js';

describe('The identity of a chain', () => {
  const vault = (place?: string) =>
    guarded(answering('vault', undefined, place === undefined ? {} : { place }));

  it('tells two backends with one label apart by the place where they read', () => {
    const [here, there] = ['https://one.example', 'https://two.example'].map((place) =>
      chainIdentity([vault(place)], 'airflow'),
    );
    expect(here).not.to.equal(there);
    expect(here).to.equal(chainIdentity([vault('https://one.example')], 'airflow'));
    expect(here).not.to.equal(chainIdentity([vault()], 'airflow'));
  });

  it('is another one when connections are read in another way', () => {
    expect(chainIdentity([vault()], 'airflow')).not.to.equal(chainIdentity([vault()], 'strict'));
  });
});
