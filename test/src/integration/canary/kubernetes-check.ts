import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '@chatelaine/kubernetes';
import type { BackendInput, LeakCheck } from '@chatelaine/testing';
import type { BrokenAnswer } from '../../support/broken-answer.js';
import { startBrokenApiServer, statusBody } from '../../support/broken-api-server.js';
import { KubeNamespace } from '../../support/kube-namespace.js';
import type { KubeApiServer } from '../../support/servers/kube-apiserver.js';

let runs = 0;

/** A namespace of a real API server, with canaries in its values, its log-in, its errors and the kubeconfig. */
export const kubernetesCheck = (serverOf: () => KubeApiServer): LeakCheck => ({
  provider,
  async open({ canaries, values }) {
    const server = serverOf();
    const folder = await mkdtemp(join(tmpdir(), 'canary-kube-'));
    const release: (() => Promise<void>)[] = [() => rm(folder, { recursive: true })];
    runs += 1;
    const namespace = await KubeNamespace.create(server, `canary-${runs}`);
    for (const { ref, value } of values) await namespace.seed(ref, value);
    await namespace.account('reader', ['get', 'list', 'watch', 'create', 'patch', 'delete']);
    await namespace.account('nobody', []);
    const caFile = join(folder, 'ca.crt');
    await writeFile(caFile, server.ca);
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, await namespace.token('reader'));
    const options = { server: server.url, namespace: namespace.name, caFile, tokenFile };
    const plain = canaries.make('text of an answer', { plain: true });
    const wrong = canaries.make('wrong token', { plain: true });

    const changed = (more: object) => (): BackendInput => ({ options: { ...options, ...more } });
    const kubeconfig = (text: string) => async (): Promise<BackendInput> => {
      const path = join(folder, 'config.yaml');
      await writeFile(path, text);
      return { options: { kubeconfig: path, namespace: namespace.name } };
    };
    const broken = (fault: BrokenAnswer) => async (): Promise<BackendInput> => {
      const other = await startBrokenApiServer(fault);
      release.push(() => other.close());
      await writeFile(caFile, other.ca);
      return { options: { ...options, server: other.url } };
    };
    const status = (code: number, headers?: Readonly<Record<string, string>>) =>
      broken({
        status: code,
        body: statusBody(code, plain, plain, { kind: plain, causes: [{ reason: plain, message: plain }] }),
        ...(headers === undefined ? {} : { headers }),
      });
    const config = (cluster: string, user: string, context = 'one') =>
      JSON.stringify({
        'current-context': context,
        contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
        clusters: [{ name: 'one', cluster: JSON.parse(cluster) as unknown }],
        users: [{ name: 'one', user: JSON.parse(user) as unknown }],
      });
    const cluster = JSON.stringify({ server: server.url, 'certificate-authority': caFile });

    return {
      options,
      failures: {
        'a wrong token': changed({ tokenFile: undefined, token: wrong }),
        'a token that cannot be sent': changed({ tokenFile: undefined, token: `${wrong}\n${wrong}` }),
        'a token in a file that is not there': changed({ tokenFile: `/nothing/${plain}` }),
        'an identity without rights': async () => {
          await writeFile(tokenFile, await namespace.token('nobody'));
          return undefined;
        },
        'a namespace that is not there': changed({ namespace: 'not-there' }),
        'an authority that did not sign': async () => {
          await writeFile(caFile, server.clientCertificate);
          return undefined;
        },
        'an authority that is no certificate': async () => {
          await writeFile(caFile, plain);
          return undefined;
        },
        'a key that is no key': async () => {
          await writeFile(join(folder, 'key'), plain);
          return {
            options: { ...options, clientCertificateFile: caFile, clientKeyFile: join(folder, 'key') },
          };
        },
        'nobody at the address': changed({ server: 'https://127.0.0.1:9' }),
        'two Secrets with one label': async () => {
          const labels = {
            'airflow.apache.org/variable-name': 'canary',
            'airflow.apache.org/connection-name': 'canary',
            'airflow.apache.org/config-name': 'canary',
          };
          await namespace.put('the-second', { value: plain }, labels);
          return undefined;
        },
        'a 400': status(400),
        'a 401': status(401),
        'a 403': status(403),
        'a 404 of somebody else': status(404),
        'a 409': status(409),
        'a 410': status(410),
        'a 418': status(418),
        'a 422': status(422),
        'a 429': status(429),
        'a 429 with a strange header': status(429, { 'retry-after': plain }),
        'a 500': status(500),
        'a redirect': status(307, { location: `https://${plain}.example/${plain}` }),
        'an answer that is no JSON': broken({ status: 200, body: `{"data": "${plain}` }),
        'an answer that is no Secret': broken({ status: 200, body: JSON.stringify({ items: [plain] }) }),
        'a value that is no base64': broken({
          status: 200,
          body: JSON.stringify({ metadata: { name: plain }, data: { value: `%${plain}` } }),
        }),
        'half an answer': broken({ status: 200, body: `{"data": "${plain}`, cut: true }),
        'no answer': broken('hang'),
        'a line that breaks': broken('reset'),
        'a kubeconfig that is no YAML': kubeconfig(`users:\n - token: "${plain}\n  x: [`),
        'a kubeconfig that is a text': kubeconfig(plain),
        'a kubeconfig without its context': kubeconfig(config(cluster, '{}', plain)),
        'a kubeconfig with a plugin': kubeconfig(
          config(cluster, JSON.stringify({ exec: { command: plain } })),
        ),
        'a kubeconfig with a strange key': kubeconfig(config(cluster, JSON.stringify({ [plain]: plain }))),
        'a kubeconfig with a strange server': kubeconfig(
          config(JSON.stringify({ server: `http://${plain}` }), JSON.stringify({ token: wrong })),
        ),
        'a kubeconfig with a wrong token': kubeconfig(config(cluster, JSON.stringify({ token: wrong }))),
        'a kubeconfig without a credential': kubeconfig(config(cluster, '{}')),
        'a kubeconfig with a certificate that is none': kubeconfig(
          config(cluster, JSON.stringify({ 'client-certificate-data': plain, 'client-key-data': plain })),
        ),
      },
      close: async () => {
        for (const end of release.reverse()) await end();
      },
    };
  },
});
