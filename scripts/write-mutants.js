// Writes docs/connections-mutants.md from the report that `stryker run` leaves.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const report = JSON.parse(readFileSync(new URL('../coverage/mutation.json', import.meta.url), 'utf8'));
const files = Object.entries(report.files).map(([path, file]) => ({ name: basename(path), ...file }));

const countOf = (status, { mutants }) => mutants.filter((mutant) => mutant.status === status).length;
const cells = (file) => {
  const [killed, timedOut, survived] = ['Killed', 'Timeout', 'Survived'].map((status) =>
    countOf(status, file),
  );
  return { killed, timedOut, survived, all: killed + timedOut + survived };
};
const percent = ({ killed, timedOut, all }) => `${((100 * (killed + timedOut)) / all).toFixed(1)} %`;
const row = (name, counts) =>
  `| ${name} | ${counts.all} | ${counts.killed} | ${counts.timedOut} | ${counts.survived} | ${percent(counts)} |`;
const total = cells({ mutants: files.flatMap(({ mutants }) => mutants) });

const code = (text) => {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return `\`${line.length > 70 ? `${line.slice(0, 70)}…` : line}\``;
};
const survivors = files.flatMap(({ name, source, mutants }) =>
  mutants
    .filter(({ status }) => status === 'Survived')
    .map(({ location, replacement }) => {
      const original = textAt(source, location);
      return `| ${name}:${location.start.line} | ${code(original)} | ${code(replacement)} |`;
    }),
);

writeFileSync(
  new URL('../docs/connections-mutants.md', import.meta.url),
  `# Mutants of the connection folder

\`npm run mutation\` changes \`packages/core/src/connection\` in one place at a time and runs its tests, without the recorded
answers of Airflow and without the property tests over whole texts, which would kill some more. **${percent(total)}** of
${total.all} mutants are killed; the goal is 90 %. A mutant that makes an endless loop is ended by the time limit, which counts as killed.

| file | mutants | killed | timed out | survived | score |
|---|---|---|---|---|---|
${files.map((file) => row(file.name, cells(file))).join('\n')}
${row('all', total)}

## The survivors

Most of them change nothing that can be seen: a guard that only saves time, a default that never applies, a loop bound beyond
which there is no character.

| place | code | mutant |
|---|---|---|
${survivors.join('\n')}
`,
);

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  if (start.line === end.line) return lines[0].slice(start.column - 1, end.column - 1);
  return [
    lines[0].slice(start.column - 1),
    ...lines.slice(1, -1),
    lines.at(-1).slice(0, end.column - 1),
  ].join('\n');
}
