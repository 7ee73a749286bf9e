/**
 * What one writes with `new URL()` to get the same frozen fields from the same URIs. The scheme is replaced by one that no
 * browser knows, because of a known one `new URL()` drops the default port and rewrites the host. It knows no losses and no
 * second scheme, cannot tell an empty login or password from an absent one, and its errors quote the whole URI.
 */
export function readWithUrl(text) {
  const end = text.indexOf('://');
  const scheme = text.slice(0, end).toLowerCase();
  const url = new URL(`x${text.slice(end)}`);
  const fields = {
    type: scheme === 'postgresql' ? 'postgres' : scheme.replaceAll('-', '_'),
    host: hostOf(url.hostname),
    schema: decode(url.pathname.slice(1)),
  };
  if (url.port !== '') fields.port = Number(url.port);
  if (url.username !== '' || url.password !== '') fields.login = decode(url.username);
  if (url.password !== '') fields.password = decode(url.password);
  const extra = extraOf(url);
  if (extra !== undefined) fields.extra = Object.freeze(extra);
  return Object.freeze(fields);
}

function hostOf(name) {
  if (name.startsWith('[')) return name.slice(1, -1);
  const percent = name.indexOf('%');
  if (percent === -1) return name.toLowerCase();
  return decode(name.slice(0, percent).toLowerCase() + name.slice(percent));
}

function extraOf(url) {
  if (url.search === '') return undefined;
  const parameters = Object.fromEntries(url.searchParams);
  return parameters.__extra__ === undefined ? parameters : JSON.parse(parameters.__extra__);
}

const decode = (text) => (text.includes('%') ? decodeURIComponent(text) : text);
