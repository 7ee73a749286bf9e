import { expect } from 'chai';
import { filesUnder, PACKAGES, textOf } from '../support/repository.js';

/** Where a function that puts its input into its error may be called, each time inside of what hides that error. */
const PARSING: Readonly<Record<string, string>> = {
  'aws/src/check-endpoint.ts': 'asked with URL.canParse before',
  'azure-key-vault/src/credential.ts': 'an authority that was checked by vault-url.ts',
  'azure-key-vault/src/vault-url.ts': 'asked with URL.canParse before',
  'chatelaine/src/cli/package-version.ts': 'our own package.json',
  'config/src/airflow/kwargs.ts': 'a SyntaxError becomes "no object"',
  'config/src/document/json-document.ts': 'a SyntaxError becomes "false"',
  'config/src/provider/resolve-package.ts': 'a package.json, whose faults become "no package"',
  'core/src/connection/percent-decode.ts': 'a URIError becomes an error of ours',
  'core/src/drivers/http-url.ts': 'URL.canParse, which throws nothing',
  'core/src/drivers/mysql-ssl.ts': 'a SyntaxError becomes an error of ours',
  'core/src/last-known-good/known-values-json.ts': 'a SyntaxError becomes an error of ours',
  'core/src/provider-kit/parse-exactly.ts': 'a SyntaxError becomes "undefined"',
  'core/src/secret.ts': 'a SyntaxError becomes an error of ours',
  'file/src/parse-json.ts': 'a string that our own reader has cut out',
  'gcp/src/endpoints.ts': 'asked with URL.canParse before',
  'kubernetes/src/api/send-request.ts': 'its error becomes facts without its text',
  'kubernetes/src/login/access-source.ts': 'asked with URL.canParse before',
  'kubernetes/src/login/given-server.ts': 'checked by access-source.ts',
  'kubernetes/src/login/kubeconfig-entry.ts': 'asked with URL.canParse before',
  'testing/src/key-vault-server/route.ts': 'a URIError becomes an answer of the test server',
  'testing/src/key-vault-server/secret-parameters.ts': 'a SyntaxError becomes an answer of the test server',
  'testing/src/key-vault-server/secrets-file.ts': 'a SyntaxError becomes an error of the test server',
  'testing/src/secret-manager-server/api-operations.ts': 'a SyntaxError becomes an answer of the test server',
  'testing/src/secret-manager-server/impersonation-endpoint.ts':
    'a SyntaxError becomes an answer of the test server',
  'vault/src/vault-url.ts': 'asked with URL.canParse before',
};

/** Where the message of an error is a part of another text: each time it is an error of ours, or only a word is looked for. */
const MESSAGES: Readonly<Record<string, string>> = {
  'aws/src/aws-failure.ts': 'kept to look for words of a table',
  'azure-key-vault/src/vault-failure.ts': 'kept to look for words of a table',
  'chatelaine/src/cli/failure.ts': 'a UsageError of ours, or of commander about the command line',
  'config/src/airflow/airflow-backend.ts': 'a SecretsError',
  'config/src/document/toml-document.ts': 'looked at for a beginning',
  'config/src/document/yaml-problem.ts': 'looked at for a beginning',
  'config/src/provider/module-failure.ts': 'looked at for the name of a package',
  'core/src/cache/recollection.ts': 'a SecretsError',
  'core/src/explanation.ts': 'a SecretsError',
  'core/src/last-known-good/problem-report.ts': 'a SecretsError, compared',
  'core/src/many-results.ts': 'a SecretsError',
  'core/src/read-answer.ts': 'a SecretsError, with INVALID_VALUE of our own parser',
  'file/src/connection-text.ts': 'a SecretsError of our own parser',
  'file/src/file-backend.ts': 'a FileProblem of ours',
  'testing/src/key-vault-server/entra-error.ts': 'the test server, which holds no secret of anybody',
  'testing/src/key-vault-server/main.ts': 'the test server',
  'testing/src/key-vault-server/vault-endpoint.ts': 'the test server',
};

const PARSES = /\bJSON\.parse\(|\bnew URL\(|\bURL\.(?:can)?[pP]arse\(|\bdecodeURI(?:Component)?\(/;
const MESSAGE = /\b(?:error|foreign|cause|failure|problem|first|reason|\w*[eE]rror)\??\.message\b/;
/** What may stand after `cause:`: `safeCause(…)`, a `SecretsError`, or a name that the types of ours keep to these. */
const CAUSE = /(?<![\w.])cause: (.+)/g;
const SAFE_CAUSE =
  /^(?:(?:\w+ === undefined \? undefined : )?safeCause\(|onlySafe\(|blamedCause\(|SafeCause\b|SecretsError\b|first\.error,|\w+\.cause,|cause\b|unknown\b)/;

describe('What may leak', () => {
  it('is parsed only where the error of the parser is hidden', () => {
    expect(filesWith(PARSES)).to.deep.equal(listed(PARSING));
  });

  it('is no message of a foreign error that becomes a part of a text', () => {
    expect(filesWith(MESSAGE)).to.deep.equal(listed(MESSAGES));
  });

  it('is no foreign error that is attached as a cause', () => {
    const attached = sources().flatMap((file) =>
      [...codeOf(file).matchAll(CAUSE)]
        .filter(([, given = '']) => !SAFE_CAUSE.test(given))
        .map(([text]) => `${file}: ${text}`),
    );
    expect(attached).to.deep.equal([]);
  });

  it('is written nowhere but by the output of the command line', () => {
    const writers = filesWith(/\bconsole\.|\bprocess\.(?:stdout|stderr)\b/);
    expect(writers).to.deep.equal([
      'chatelaine/src/cli/container.ts',
      'testing/src/key-vault-server/main.ts',
    ]);
  });

  it('is found by these rules when it is planted', () => {
    expect('throw new Error(error.message)').to.match(MESSAGE);
    expect('const value = JSON.parse(text)').to.match(PARSES);
    expect(
      [...'{ cause: error }'.matchAll(CAUSE)].map(([, given = '']) => SAFE_CAUSE.test(given)),
    ).to.deep.equal([false]);
  });
});

function sources(): readonly string[] {
  return PACKAGES.flatMap((name) =>
    filesUnder(`packages/${name}/src`).filter(
      (file) => file.endsWith('.ts') && !file.includes('.test.') && !file.includes('/test-kit/'),
    ),
  );
}

/** The text without comments and without what stands in quotes, where code is only spoken of. */
function codeOf(file: string): string {
  return textOf(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

function filesWith(pattern: RegExp): readonly string[] {
  return sources()
    .filter((file) => pattern.test(codeOf(file)))
    .map((file) => file.replace(/^packages\//, ''))
    .sort();
}

function listed(places: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(places).sort();
}
