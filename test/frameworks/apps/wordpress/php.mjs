import { getPHPLoaderModule } from '@php-wasm/node-8-2';
import { loadPHPRuntime, PHP, setPhpIniEntries } from '@php-wasm/universal';

/** PHP 8.2 in WebAssembly, which sees this folder as `/site`. */
export async function startPhp() {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
  php.mkdir('/site');
  await php.mount('/site', (_php, FS, place) => {
    FS.mount(FS.filesystems.NODEFS, { root: import.meta.dirname }, place);
    return () => FS.unmount(place);
  });
  // WordPress asks servers of its own for updates; there is no network in here.
  await setPhpIniEntries(php, { disable_functions: 'fsockopen,stream_socket_client,curl_exec', allow_url_fopen: '0' });
  return php;
}
