// The recipe with somebody signed in. Its files are copied beside this one.
import { sessions } from './your-login.ts';

for (const id of ['bun', 'deno']) sessions.set(id, { id });

export { default } from './fetch.ts';
