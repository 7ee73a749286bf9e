/** What a service allows in a name. */
export interface LegalName {
  /** The service, for reasons. */
  readonly service: string;
  readonly pattern: RegExp;
  /** How many characters a name may have. */
  readonly longest: number;
  /** What a name is made of, in words. */
  readonly madeOf: string;
}

/** Why a name cannot be one of the service, as the end of "not here: …", or `undefined` when it can. */
export function illegalName({
  service,
  pattern,
  longest,
  madeOf,
}: LegalName): (name: string) => string | undefined {
  return (name) => {
    if (name.length > longest)
      return `its name would have ${name.length} characters, and ${service} allows ${longest}`;
    return pattern.test(name) ? undefined : `a name in ${service} is made of ${madeOf}`;
  };
}
