import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** No name begins with a dot, and nothing is escaped: none of our files needs that, and tricks with paths do. */
const plain = /^(?:\/|(?:\/[\w@-][\w@.+-]*)+\/?)$/;

/**
 * Whether a server of the files below `root` may look at this path: it is no dotfile, and leads nowhere else, by `..`
 * or by a link. What isn't there may be looked at.
 *
 * @param path of a URL, as it was sent
 */
export async function isInside(root: string, path: string): Promise<boolean> {
  if (!plain.test(path)) return false;
  const file = await realpath(join(root, path)).catch(() => undefined);
  return file === undefined || `${file}${sep}`.startsWith(`${await realpath(root)}${sep}`);
}
