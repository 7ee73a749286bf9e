import type { SecretKind, SecretRef } from '../secret-ref.js';

const TEAM_KINDS: readonly SecretKind[] = ['connection', 'variable'];

/** Whether a reference is a team's: an empty team is none, as in Airflow. */
export function hasTeam({ team }: SecretRef): boolean {
  return team !== undefined && team !== '';
}

/** Whether a team can have something of a kind of its own, as in Airflow. */
export function hasTeamForm(kind: SecretKind): boolean {
  return TEAM_KINDS.includes(kind);
}

/** Why a team's reference can be nowhere, as the end of "not here: …"; `undefined` where it can be. */
export function whyNoTeam(ref: SecretRef): string | undefined {
  return hasTeam(ref) && !hasTeamForm(ref.kind)
    ? 'only connections and variables have a team form'
    : undefined;
}
