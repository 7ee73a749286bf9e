import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect } from 'chai';
import express from 'express';
import fastify from 'fastify';
import { expectNothingOf, handedOut } from './handed-out.js';

type Values = Readonly<Record<string, object>>;

/** A server that is up: it answers each path with what stands there, in every way that it knows. */
interface Answering {
  readonly url: string;
  readonly paths: readonly string[];
  close(): Promise<unknown>;
}

const FRAMEWORKS: readonly [string, (values: Values) => Promise<Answering>][] = [
  ['an answer of Express', serveWithExpress],
  ['an answer of Fastify', serveWithFastify],
  ['an answer of Nest', serveWithNest],
];

describe('What is handed out does not print through', () => {
  for (const [name, serve] of FRAMEWORKS) {
    it(name, async () => {
      const { url, paths, close } = await serve(await handedOut());
      try {
        for (const path of paths) {
          const response = await fetch(`${url}${path}`);
          const text = await response.text();
          expect(text, path).not.to.equal('');
          expectNothingOf(text + JSON.stringify([...response.headers]));
        }
      } finally {
        await close();
      }
    });
  }
});

async function serveWithExpress(values: Values): Promise<Answering> {
  const app = express();
  app.set('env', 'development');
  for (const [name, value] of Object.entries(values)) {
    app.get(`/${name}/send`, (_request, response) => void response.send(value));
    app.get(`/${name}/json`, (_request, response) => void response.json({ value, list: [value] }));
    app.get(`/${name}/header`, (_request, response) => void response.set('x-value', `${value}`).send('ok'));
    app.get(`/${name}/error`, () => {
      throw Object.assign(new Error(`failed with ${value}`, { cause: value }), { value });
    });
  }
  app.use(((error, _request, response, _next) => {
    response.status(500).send({ message: error.message, stack: error.stack, ...error });
  }) satisfies express.ErrorRequestHandler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    paths: Object.keys(values).flatMap((name) =>
      ['send', 'json', 'header', 'error'].map((way) => `/${name}/${way}`),
    ),
    close: async () => void server.close(),
  };
}

async function serveWithFastify(values: Values): Promise<Answering> {
  const app = fastify();
  for (const [name, value] of Object.entries(values)) {
    app.get(`/${name}/send`, async () => value);
    app.get(`/${name}/json`, async () => ({ value, list: [value] }));
    app.get(`/${name}/error`, async () => {
      throw Object.assign(new Error(`failed with ${value}`, { cause: value }), { value });
    });
    const response = { 200: { type: 'object', properties: { value: { type: 'string' } } } };
    app.get(`/${name}/schema`, { schema: { response } }, async () => ({ value }));
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url: urlOf(app.server),
    paths: Object.keys(values).flatMap((name) =>
      ['send', 'json', 'error', 'schema'].map((way) => `/${name}/${way}`),
    ),
    close: () => app.close(),
  };
}

async function serveWithNest(values: Values): Promise<Answering> {
  class ValuesController {}
  const ways: Readonly<Record<string, (value: object) => unknown>> = {
    send: (value) => value,
    json: (value) => ({ value, list: [value] }),
    error: (value) => {
      throw new Error(`failed with ${value}`, { cause: value });
    },
  };
  const paths: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    for (const [way, answer] of Object.entries(ways)) {
      const property = { value: async () => answer(value), configurable: true, writable: true };
      Object.defineProperty(ValuesController.prototype, `${name}_${way}`, property);
      Get(`${name}/${way}`)(ValuesController.prototype, `${name}_${way}`, property);
      paths.push(`/${name}/${way}`);
    }
  }
  Controller()(ValuesController);
  class ValuesModule {}
  Module({ controllers: [ValuesController] })(ValuesModule);
  const app = await NestFactory.create(ValuesModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  return { url: urlOf(app.getHttpServer() as Server), paths, close: () => app.close() };
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
