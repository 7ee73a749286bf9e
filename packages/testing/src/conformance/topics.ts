import type { Topic } from './conformance-case.js';
import { application } from './topics/application.js';
import { batch, versionBatch } from './topics/batch.js';
import { cancellation } from './topics/cancellation.js';
import { claims } from './topics/claims.js';
import { closing } from './topics/closing.js';
import { collisions } from './topics/collisions.js';
import { concurrency } from './topics/concurrency.js';
import { describing } from './topics/describing.js';
import { failures } from './topics/failures.js';
import { leaks } from './topics/leaks.js';
import { listing } from './topics/listing.js';
import { names } from './topics/names.js';
import { prefixes } from './topics/prefixes.js';
import { reads } from './topics/reads.js';
import { removing } from './topics/removing.js';
import { states } from './topics/states.js';
import { teams } from './topics/teams.js';
import { versions } from './topics/versions.js';
import { watching } from './topics/watching.js';
import { byteWriting, versionWriting, writing } from './topics/writing.js';

/** All that the suite tries, in the order of the run. */
export const TOPICS: readonly Topic[] = [
  claims,
  reads,
  names,
  collisions,
  prefixes,
  versions,
  teams,
  batch,
  versionBatch,
  listing,
  describing,
  writing,
  byteWriting,
  versionWriting,
  removing,
  watching,
  concurrency,
  states,
  failures,
  cancellation,
  closing,
  application,
  leaks,
];
