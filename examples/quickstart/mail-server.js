import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Starts a mail server that knows three words, logs in there, and gives its answer. */
export async function greetMailServer({ host, port, login, password }) {
  const expected = Buffer.from(`\0postmaster\0not/a/secret`).toString('base64');
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('220 ready\r\n');
    socket.on('data', (line) =>
      socket.end(`${line}`.includes(expected) ? '235 welcome\r\n' : '535 who are you?\r\n'),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  try {
    const socket = connect(port, host).setEncoding('utf8');
    await once(socket, 'data');
    socket.write(`AUTH PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}\r\n`);
    const [answer] = await once(socket, 'data');
    return answer.trim();
  } finally {
    server.close();
  }
}
