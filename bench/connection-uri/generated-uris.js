import { formatConnectionUri } from '@chatelaine/core/connection';

const TYPES = [
  'postgres',
  'mysql',
  'http',
  'redis',
  'amqp',
  'smtp',
  'ssh',
  'google_cloud_platform',
  'aws',
  'sqlite',
];
const HOSTS = [
  'localhost',
  'db.example.com',
  '10.20.30.40',
  'primary.orders.svc.cluster.local',
  'warehouse.c1x2.eu-central-1.rds.amazonaws.com',
  'cache-01.internal',
  '::1',
  '/var/run/postgresql',
];
const SCHEMAS = ['orders', 'airflow', 'public', 'warehouse_2026', 'public/main', 'données'];
const PASSWORDS = [
  'correct-horse',
  'Tr0ub4dor.',
  'k9_Qm2-vX7',
  's3cr3t+value==',
  'p@ss/w:rd?#[1]%',
  'naïve🔑',
];
const PARAMETERS = [
  ['sslmode', 'require'],
  ['timeout', '30'],
  ['region_name', 'eu-central-1'],
  ['key_path', '/keys/key file.json'],
];

/**
 * So many connection URIs as teams have them, the same ones in every run: each part is there more often than not, and a
 * quarter of the hosts, a third of the schemas and half of the passwords hold what must be escaped.
 */
export function generatedUris(count) {
  const random = randomNumbers(20_26);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const often = (share, value) => (random() < share ? value() : undefined);
  return Array.from({ length: count }, (_unused, index) => {
    const isBare = random() < 0.05;
    const password = isBare ? undefined : often(0.75, () => `${pick(PASSWORDS)}${index}`);
    const fields = {
      type: pick(TYPES),
      host: isBare ? '' : pick(HOSTS),
      port: isBare ? undefined : often(0.7, () => 1 + Math.floor(random() * 65_535)),
      login:
        password === undefined
          ? undefined
          : pick(['', 'reader', `user${index}`, `user${index}@corp.example`]),
      password,
      schema: often(0.7, () => pick(SCHEMAS)) ?? '',
      extra: often(0.4, () => Object.fromEntries(PARAMETERS.filter(() => random() < 0.6))),
    };
    return formatConnectionUri(withoutUndefined(fields));
  });
}

const withoutUndefined = (fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A linear congruential generator: numbers from 0 to 1, the same ones for the same seed. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
