// Makes a program print what its whole process cost until it ended.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(1, JSON.stringify({ cpuNs: (user + system) * 1_000, rssBytes: process.memoryUsage.rss() }));
});
