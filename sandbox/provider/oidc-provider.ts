type OidcProvider = typeof import('oidc-provider');

let loading: Promise<OidcProvider> | undefined;

/**
 * Loads `oidc-provider`, without its warning that Node 20 is too old: what the sandbox uses of it works there too, as its
 * tests show.
 */
export function loadOidcProvider(): Promise<OidcProvider> {
  return (loading ??= load());
}

async function load(): Promise<OidcProvider> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
