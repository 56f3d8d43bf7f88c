import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page of the documentation: its path from the root, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A block of code in a page. */
export interface CodeBlock {
  readonly place: string;
  readonly language: string;
  readonly code: string;
  /** What the comment above it says: the file that it shows, or why nothing runs it. */
  readonly note: string | undefined;
}

/** All pages, those of the guides first. */
export const pages: readonly Page[] = ['docs', 'sandbox', '.']
  .flatMap((folder) =>
    readdirSync(root + folder, { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  )
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));

export function codeBlocks({ path, text }: Page): CodeBlock[] {
  return [...text.matchAll(/(?:^<!-- ([^\n]+) -->\n+)?^```(\w*)\n(.*?)^```$/gms)].map((found) => {
    const [, note, language = '', code = ''] = found;
    return { place: `${path}:${text.slice(0, found.index).split('\n').length}`, language, code, note };
  });
}

/** The text without code, in which a bracket is no link. */
export function prose({ text }: Page): string {
  return text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '');
}

/** The names that GitHub gives to headings. */
export function anchors({ text }: Page): Set<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const name = plain.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-');
    let unique = name;
    for (let count = 1; found.has(unique); count += 1) unique = `${name}-${count}`;
    found.add(unique);
  }
  return found;
}
