import { createSecrets } from '@chatelaine/core';
import { expect } from 'chai';

const PASSWORD = 'kX7pWq4LmzQ9';
const EXTRA = 'rT5eVn2KjyB8';
const VALUE = 'uH3sGd6FcxN1';
const URI = `postgres://ada:${PASSWORD}@db.example:5432/sales?token=${EXTRA}`;
const WINDOW = 6;

/** Everything that an application is handed out, by what it is, none of which may print. */
export async function handedOut(): Promise<Readonly<Record<string, object>>> {
  const find = async ({ kind, id }: { kind: string; id: string }) => {
    const text = kind === 'connection' ? URI : VALUE;
    return { value: id === 'bytes' ? Buffer.from(text) : text, name: 'stored-name' };
  };
  const secrets = createSecrets({ backends: [{ name: 'memory', find }] });
  const connection = await secrets.getConnection('db');
  const { password, extra } = connection;
  expect({ password, extra }).to.include.all.keys('password', 'extra');
  return {
    secret: await secrets.getSecret('hello'),
    bytes: await secrets.getSecret('bytes'),
    connection,
    password: password as object,
    extra: extra as object,
    uri: connection.toUri(),
    json: connection.toJson(),
  };
}

/** Fails when the text holds six characters in a row of any of the values. */
export function expectNothingOf(text: string): void {
  for (const value of [PASSWORD, EXTRA, VALUE]) {
    for (let at = 0; at + WINDOW <= value.length; at += 1) {
      const part = value.slice(at, at + WINDOW);
      expect(text.includes(part), `"${part}" in ${text.slice(0, 200)}`).to.equal(false);
    }
  }
}
