import { provider as parameterStore } from '@chatelaine/aws/parameter-store';
import { provider as secretsManager } from '@chatelaine/aws/secrets-manager';
import type { SecretsProvider } from '@chatelaine/core';
import type { BackendInput, CanaryStore, LeakCheck, StoredValue } from '@chatelaine/testing';
import { AWS_LOGIN, nameOf } from '../../support/aws-admin.js';
import {
  type AwsAnswer,
  type AwsRequest,
  startAwsFaultServer,
} from '../../support/servers/aws-fault-server.js';

type AwsProviderName = 'aws-secrets-manager' | 'aws-parameter-store';

/** A service of AWS that the real SDK asks, with canaries in its values, its errors and its log-in. */
export function awsCheck(name: AwsProviderName): LeakCheck {
  const provider: SecretsProvider<unknown> =
    name === 'aws-secrets-manager'
      ? (secretsManager as SecretsProvider<unknown>)
      : (parameterStore as SecretsProvider<unknown>);
  return {
    provider,
    async open({ canaries, values }) {
      const server = await startAwsFaultServer((request) => answerOf(request, values));
      const secretAccessKey = canaries.make('secret access key');
      const sessionToken = canaries.make('session token', { plain: true });
      const options = { ...AWS_LOGIN, endpoint: server.endpoint, secretAccessKey, sessionToken };
      const body = canaries.make('body of an error', { plain: true });
      const message = canaries.make('message of an error');
      const fault = (answer: AwsAnswer) => (): undefined => {
        server.answer = answer;
      };
      const changed = (more: object) => (): BackendInput => ({ options: { ...options, ...more } });
      const error = (type: string, status = 400) => fault({ error: type, status, message });
      const withRole = { roleArn: 'arn:aws:iam::123456789012:role/reader', stsEndpoint: server.endpoint };
      // Both services share the log-in and what stands around it: it is looked at once.
      const connecting: CanaryStore['failures'] = {
        'nobody at the address': changed({ endpoint: 'http://127.0.0.1:9' }),
        'a secret access key in a file that is not there': changed({
          secretAccessKey: undefined,
          secretAccessKeyFile: `/nothing/${canaries.make('path of a key', { plain: true })}`,
        }),
        'a profile that is not there': changed({
          accessKeyId: undefined,
          secretAccessKey: undefined,
          sessionToken: undefined,
          profile: canaries.make('profile', { plain: true }),
        }),
        'a role that may not be assumed': () => {
          server.answer = {
            status: 403,
            headers: { 'content-type': 'text/xml' },
            body: `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${body}</Message></Error><RequestId>${body}</RequestId></ErrorResponse>`,
          };
          return {
            options: {
              ...options,
              ...withRole,
              externalId: canaries.make('external id', { plain: true }),
            },
          };
        },
        'a token service that answers nonsense': () => {
          server.answer = { body: `<html>${body}` };
          return { options: { ...options, ...withRole } };
        },
      };
      return {
        options,
        failures: {
          denied: error('AccessDeniedException'),
          'an unknown access key': error('UnrecognizedClientException'),
          'an expired token': error('ExpiredTokenException'),
          'a wrong signature': error('InvalidSignatureException'),
          throttled: error('ThrottlingException'),
          'throttled, with a strange header': fault({
            error: 'ThrottlingException',
            status: 429,
            message,
            headers: { 'retry-after': body },
          }),
          'a failure of the service': error('InternalServiceError', 500),
          'a key that cannot be used': error('DecryptionFailure'),
          'a state that forbids it': error('InvalidRequestException'),
          'an invalid request': error('ValidationException'),
          'an unknown error': error(body),
          'a page of a proxy': fault({ status: 502, body: `<html>${body}</html>` }),
          'an answer that is no JSON': fault({ body: `{"SecretString": "${body}` }),
          'an answer of other types': fault({
            body: JSON.stringify({ SecretString: [body], Parameter: body }),
          }),
          'a redirect': fault({
            status: 307,
            body: '',
            headers: { location: `https://${body}.example/${body}` },
          }),
          'half an answer': fault('half'),
          'a connection that is cut': fault('reset'),
          'no answer': fault('hang'),
          ...(name === 'aws-secrets-manager' ? connecting : {}),
        },
        close: () => server.stop(),
      };
    },
  };
}

/** What AWS answers, as far as the check asks. */
function answerOf({ target, body }: AwsRequest, values: readonly StoredValue[]): AwsAnswer {
  const input = JSON.parse(body) as {
    SecretId?: string;
    Name?: string;
    SecretIdList?: string[];
    Names?: string[];
  };
  const storedUnder = (name: string) =>
    values.find(({ ref }) => nameOf(ref) === name.replace(/^\//, ''))?.value;
  const one = input.SecretId ?? input.Name ?? '';
  const asked = input.SecretIdList ?? input.Names ?? [];
  const json = (answer: object): AwsAnswer => ({ body: JSON.stringify(answer) });
  switch (target) {
    case 'secretsmanager.GetSecretValue': {
      const value = storedUnder(one);
      if (value === undefined) return { error: 'ResourceNotFoundException' };
      return json({ Name: one, SecretString: value, VersionId: '1' });
    }
    case 'secretsmanager.BatchGetSecretValue':
      return json({
        SecretValues: asked.flatMap((name) => {
          const value = storedUnder(name);
          return value === undefined ? [] : [{ Name: name, SecretString: value }];
        }),
        Errors: asked.flatMap((name) =>
          storedUnder(name) === undefined ? [{ SecretId: name, ErrorCode: 'ResourceNotFoundException' }] : [],
        ),
      });
    case 'AmazonSSM.GetParameter': {
      const value = storedUnder(one);
      if (value === undefined) return { error: 'ParameterNotFound' };
      return json({ Parameter: { Name: one, Value: value, Version: 1 } });
    }
    case 'AmazonSSM.GetParameters':
      return json({
        Parameters: asked.flatMap((name) => {
          const value = storedUnder(name);
          return value === undefined ? [] : [{ Name: name, Value: value, Version: 1 }];
        }),
        InvalidParameters: asked.filter((name) => storedUnder(name) === undefined),
      });
    case 'secretsmanager.ListSecrets':
      return json({ SecretList: values.map(({ ref }) => ({ Name: nameOf(ref) })) });
    case 'AmazonSSM.DescribeParameters':
      return json({ Parameters: values.map(({ ref }) => ({ Name: `/${nameOf(ref)}`, Version: 1 })) });
    case 'secretsmanager.DescribeSecret':
      return json({ Name: one, VersionIdsToStages: { 1: ['AWSCURRENT'] } });
    default:
      return { error: 'ParameterNotFound' };
  }
}
