// A reporter for node:test that writes {"passed", "failed"} as JSON.
export default async function* countReporter(source) {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of source) {
    // The totals come at the end, one diagnostic each: 'pass 12', 'fail 1', 'cancelled 0'.
    const [, name, number] = /^(pass|fail|cancelled) (\d+)$/.exec(type === 'test:diagnostic' ? data.message : '') ?? [];
    if (name && data.nesting === 0) counts[name === 'pass' ? 'passed' : 'failed'] += Number(number);
  }
  yield JSON.stringify(counts);
}
