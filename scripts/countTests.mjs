// Adds up vitest's JSON reports and prints `tests: N passed, N failed, N skipped`.
// A report that is missing or unreadable, or a run that failed outside of its tests, makes the exit code 1.
import { readFileSync } from "node:fs";

let [passed, failed, skipped, broken] = [0, 0, 0, false];
for (const path of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(path, "utf8"));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    skipped += report.numPendingTests + report.numTodoTests;
    broken ||= !report.success;
  } catch (error) {
    console.error(`no test report: ${error.message}`);
    broken = true;
  }
}
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = broken || failed > 0 ? 1 : 0;
