// Reads the reports of the two test runners and prints what a person needs:
// failed and skipped tests by name, then one last line "passed failed skipped".
//   node results.mjs ctrf <folder>     xUnit, one report a test project
//   node results.mjs vitest <file>     Vitest's JSON report
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const readers = {
  ctrf: (folder) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((file) => file.endsWith('.ctrf'))
      .flatMap((file) => readJson(join(folder, file)).results.tests)
      .map(({ name, status, message, trace }) => ({ name, status, detail: [message, trace].filter(Boolean).join('\n') })),
  vitest: (file) =>
    (existsSync(file) ? readJson(file).testResults : [])
      .flatMap((suite) => suite.assertionResults)
      .map(({ fullName, status, failureMessages }) => ({ name: fullName, status, detail: (failureMessages ?? []).join('\n') })),
};

const [kind, path] = process.argv.slice(2);
const all = readers[kind](path);
// Measurements and recorders that are run by name only; they are told of, and are no tests of this run.
const onDemand = all.filter((test) => test.detail?.includes('explicit test filtering'));
const tests = all.filter((test) => !onDemand.includes(test));
const passed = tests.filter((test) => test.status === 'passed');
const failed = tests.filter((test) => test.status === 'failed');
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');

for (const { name, detail } of failed.slice(0, 25)) {
  console.log(`  FAILED ${name}`);
  for (const line of detail.split('\n').slice(0, 12)) console.log(`    ${line.slice(0, 300)}`);
}
if (failed.length > 25) console.log(`  … and ${failed.length - 25} more failed`);
for (const { name } of onDemand) console.log(`  ON DEMAND ${name}`);
for (const { name } of skipped) console.log(`  SKIPPED ${name}`);
console.log(`${passed.length} ${failed.length} ${skipped.length}`);

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
}
