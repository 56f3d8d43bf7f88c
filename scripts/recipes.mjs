// Copies each file of docs/recipes into the guides, below the comments that name it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const pages = readdirSync('docs', { recursive: true }).filter((name) => name.endsWith('.md'));
for (const page of pages.map((name) => `docs/${name}`)) {
  const text = readFileSync(page, 'utf8');
  const filled = text.replace(
    /(^<!-- (docs\/recipes\/\S+) -->\n+```\w+\n).*?(?=^```$)/gms,
    (_block, head, file) => head + readFileSync(file, 'utf8'),
  );
  if (filled !== text) writeFileSync(page, filled);
}
