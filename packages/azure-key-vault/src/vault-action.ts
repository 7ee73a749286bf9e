/** What can be asked of a vault. */
export type VaultAction = 'read' | 'list' | 'describe' | 'write' | 'remove' | 'recover' | 'purge';

/** One call of a vault, as messages name it. */
export interface VaultCall {
  readonly action: VaultAction;
  /** Absent: the call is about all secrets. */
  readonly name?: string;
  readonly version?: string | undefined;
}

interface Need {
  /** The action as a thing that can fail. */
  readonly noun: string;
  /** The built-in role that allows it. */
  readonly role: string;
  /** The secret permission of an access policy that allows it. */
  readonly permission: string;
}

const USER = 'Key Vault Secrets User';
const OFFICER = 'Key Vault Secrets Officer';

/** What each action is called and what an identity needs for it. */
export const NEEDS: Readonly<Record<VaultAction, Need>> = {
  read: { noun: 'read', role: USER, permission: 'Get' },
  list: { noun: 'list', role: USER, permission: 'List' },
  describe: { noun: 'description', role: USER, permission: 'List' },
  write: { noun: 'write', role: OFFICER, permission: 'Set' },
  remove: { noun: 'removal', role: OFFICER, permission: 'Delete' },
  recover: { noun: 'recovery', role: OFFICER, permission: 'Recover' },
  purge: { noun: 'purge', role: OFFICER, permission: 'Purge' },
};

/** The subject of a message, for example `the read of "hello"`. */
export function subjectOf({ action, name }: VaultCall): string {
  return `the ${NEEDS[action].noun} of ${name === undefined ? 'its secrets' : `"${name}"`}`;
}
