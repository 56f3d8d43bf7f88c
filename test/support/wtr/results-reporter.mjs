import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Prints the seconds of each file, what failed with its whole name, and how many tests passed and failed in each browser.
 * Writes their sum and the failures to the file that `WTR_RESULTS` names.
 */
export const resultsReporter = {
  onTestRunFinished({ sessions }) {
    const all = [...sessions];
    const failures = all.flatMap(failuresOf);
    printSeconds(all);
    for (const failure of failures) console.log(`Failed: ${failure}`);
    const total = { passed: 0, failed: 0, failures };
    for (const name of new Set(all.map(({ browser }) => browser.name))) {
      const counts = all.filter(({ browser }) => browser.name === name).map(countsOf);
      const passed = counts.reduce((sum, one) => sum + one.passed, 0);
      const failed = counts.reduce((sum, one) => sum + one.failed, 0);
      console.log(`${name}: ${passed} passed, ${failed} failed`);
      total.passed += passed;
      total.failed += failed;
    }
    if (process.env.WTR_RESULTS) writeFileSync(process.env.WTR_RESULTS, JSON.stringify(total));
  },
};

function printSeconds(sessions) {
  const rows = sessions
    .map((session) => ({
      session,
      ms: testsOf(session.testResults).reduce((sum, { duration = 0 }) => sum + duration, 0),
    }))
    .sort((one, other) => other.ms - one.ms);
  for (const { session, ms } of rows) {
    console.log(`${(ms / 1000).toFixed(1).padStart(6)} s  ${session.browser.name}: ${fileOf(session)}`);
  }
}

function countsOf({ passed, testResults }) {
  const tests = testsOf(testResults).filter((test) => !test.skipped);
  const failed = tests.filter((test) => !test.passed).length;
  // A file that could not be loaded, or hung, has no test to blame.
  return { passed: tests.length - failed, failed: passed ? failed : Math.max(failed, 1) };
}

function failuresOf(session) {
  const tests = testsOf(session.testResults).filter(({ error }) => error);
  const lines = [
    ...session.errors.map(({ message }) => message),
    ...tests.map(({ path, error }) => `${path.join(' > ')}: ${error.message}`),
  ];
  return lines.map((line) => `${session.browser.name}: ${fileOf(session)}: ${line}`);
}

const fileOf = ({ testFile }) => relative(process.cwd(), testFile);

/** All tests of a suite, each with the names that lead to it. */
function testsOf(suite, above = []) {
  if (!suite) return [];
  const path = suite.name ? [...above, suite.name] : above;
  return [
    ...suite.tests.map((test) => ({ ...test, path: [...path, test.name] })),
    ...suite.suites.flatMap((inner) => testsOf(inner, path)),
  ];
}
