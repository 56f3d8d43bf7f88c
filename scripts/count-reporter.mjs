// A reporter for node:test that writes {"passed", "failed", "failures"} as JSON, the last with what failed and why.
export default async function* countReporter(source) {
  const counts = { passed: 0, failed: 0, failures: [] };
  for await (const { type, data } of source) {
    const error = type === 'test:fail' ? data.details.error : undefined;
    // A suite fails for a test of its own, which has been told.
    if (error && error.failureType !== 'subtestsFailed')
      counts.failures.push(`${data.name}: ${error.cause?.message ?? error.message}`);
    // The totals come at the end, one diagnostic each: 'pass 12', 'fail 1', 'cancelled 0'.
    const [, name, number] = /^(pass|fail|cancelled) (\d+)$/.exec(type === 'test:diagnostic' ? data.message : '') ?? [];
    if (name && data.nesting === 0) counts[name === 'pass' ? 'passed' : 'failed'] += Number(number);
  }
  yield JSON.stringify(counts);
}
