// Runs one file of bench/rows and prints its rows as JSON: `node --expose-gc bench/run-row.js cached-get.js`.
const { measureRows } = await import(new URL(`./rows/${process.argv[2]}`, import.meta.url).href);
process.stdout.write(JSON.stringify(await measureRows()));
process.exit();
