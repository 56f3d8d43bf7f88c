/** What SvelteKit gives as `$env/dynamic/private`: it reads `.env` in development too, and does not put it into `process.env`. */
export const { env } = process;
