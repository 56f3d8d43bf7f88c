import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** No segment begins with a dot, and nothing is encoded: only attacks on paths need that, not our files. */
const plain = /^(?:\/|(?:\/[\w@-][\w@.+-]*)+\/?)$/;

/**
 * Whether a server may read this path below `root`: it isn't a dotfile and doesn't leave `root` through `..` or a symbolic
 * link. A missing file is allowed.
 *
 * @param path of a URL, as it was sent
 */
export async function isInside(root: string, path: string): Promise<boolean> {
  if (!plain.test(path)) return false;
  const file = await realpath(join(root, path)).catch(() => undefined);
  return file === undefined || `${file}${sep}`.startsWith(`${await realpath(root)}${sep}`);
}
