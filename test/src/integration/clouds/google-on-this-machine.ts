// Loaded before an application: requests to Secret Manager go to the server that SECRET_MANAGER_HERE names.
const { fetch } = globalThis;
const here = process.env.SECRET_MANAGER_HERE ?? '';

globalThis.fetch = (input, init) =>
  typeof input === 'string' || input instanceof URL
    ? fetch(String(input).replace(/^https:\/\/secretmanager\.googleapis\.com(?=\/)/, here), init)
    : fetch(input, init);
