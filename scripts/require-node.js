// Says what to do when the Node that runs the scripts is too old, before anything else fails in a stranger way.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Chatelaine needs Node 22.12 or newer, and this is ${process.versions.node}. ` +
      'On Linux x64 `npm ci` brings one with it (was it run with --omit=optional?); elsewhere install Node 24.',
  );
  process.exit(1);
}
