/** What can be asked of Secret Manager. */
export type SecretAction = 'read' | 'list' | 'describe' | 'write' | 'remove';

/** What a call is about, as messages name it. */
export interface CallSubject {
  readonly action: SecretAction;
  /** Absent: the call is about all secrets. */
  readonly name?: string;
}

interface Need {
  /** The action as a thing that can fail. */
  readonly noun: string;
  /** The predefined role that allows it. */
  readonly role: string;
}

/** What each action is called and what an identity needs for it. */
export const NEEDS: Readonly<Record<SecretAction, Need>> = {
  read: { noun: 'read', role: 'roles/secretmanager.secretAccessor' },
  list: { noun: 'list', role: 'roles/secretmanager.viewer' },
  describe: { noun: 'description', role: 'roles/secretmanager.viewer' },
  write: { noun: 'write', role: 'roles/secretmanager.admin' },
  remove: { noun: 'removal', role: 'roles/secretmanager.admin' },
};

/** The subject of a message, for example `the read of "hello"`. */
export function subjectOf({ action, name }: CallSubject): string {
  return `the ${NEEDS[action].noun} of ${name === undefined ? 'its secrets' : `"${name}"`}`;
}
