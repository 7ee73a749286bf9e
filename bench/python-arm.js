import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Starts a Python program that answers a line for each line: first what it makes of the input, then the nanoseconds that
 * so many times took. Gives `undefined` where there is no python3.
 */
export async function startPython(script, input) {
  const child = spawn('python3', [fileURLToPath(script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await once(child, 'spawn');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('The Python program ended before it answered.');
    return JSON.parse(value);
  };
  return { answer: await ask(JSON.stringify(input)), sample: ask, stop: () => child.stdin.end() };
}
