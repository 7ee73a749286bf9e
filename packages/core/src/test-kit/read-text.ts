/** The text of a file that tests need, under Node and, from the server that the tests come from, in a browser. */
export async function readText(url: URL): Promise<string> {
  if (url.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    return readFile(url, 'utf8');
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} was answered with status ${response.status}.`);
  return response.text();
}
