type MayBeUndefined<T> = { [K in keyof T]: Partial<Pick<T, K>> extends Pick<T, K> ? T[K] | undefined : T[K] };

/** The object without the keys whose value is `undefined`: drivers take an absent key and `undefined` differently. */
export function withoutUndefined<T extends object>(object: MayBeUndefined<T>): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** `undefined` for an empty text: a driver's default holds then, as it does in Airflow. */
export const unlessEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** `undefined` for port 0, which nobody can connect to: the driver's default holds, as it does in Airflow. */
export const unlessZero = (port: number | undefined): number | undefined => (port === 0 ? undefined : port);
