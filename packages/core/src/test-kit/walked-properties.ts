const FARTHEST = 5;

/** Every name, symbol and value that is reached from an object by properties, getters and prototypes, as text. */
export function walkedProperties(object: object): string {
  const texts: string[] = [];
  walk(object, FARTHEST, new Set(), texts);
  return texts.join('\n');
}

function walk(value: unknown, left: number, seen: Set<unknown>, texts: string[]): void {
  if (typeof value === 'string' || typeof value === 'symbol' || typeof value === 'bigint')
    texts.push(String(value));
  if (typeof value === 'function') texts.push(value.name, Function.prototype.toString.call(value));
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  if (left === 0 || seen.has(value)) return;
  seen.add(value);
  for (
    let owner: object | null = value;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const key of Reflect.ownKeys(owner)) {
      texts.push(String(key));
      walk(propertyOf(value, owner, key), left - 1, seen, texts);
    }
  }
}

/** A getter is run on the object itself; one that refuses it has nothing to show. */
function propertyOf(object: object, owner: object, key: PropertyKey): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  if (property?.get === undefined) return property?.value;
  try {
    return property.get.call(object);
  } catch (error) {
    return error instanceof TypeError ? undefined : error;
  }
}
