// Unpacks WordPress, with its database in a file, and gives it a theme and two more users.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { startPhp } from './php.mjs';

const php = await startPhp();

async function run(code) {
  const { text, errors, exitCode } = await php.run({ code: `<?php ${code}` });
  if (text || errors || exitCode) throw new Error(text + errors);
}

await run(`
  foreach (['wordpress/wp-6.5' => '', 'sqlite-database-integration/sqlite-database-integration' => 'wp-content/plugins'] as $name => $place) {
    $zip = new ZipArchive;
    $zip->open("/site/node_modules/@wp-playground/wordpress-builds/src/$name.zip");
    $zip->extractTo("/site/wordpress/$place");
  }
  $plugins = '/site/wordpress/wp-content/plugins';
  rename("$plugins/sqlite-database-integration-main", "$plugins/sqlite-database-integration");
  copy("$plugins/sqlite-database-integration/db.copy", '/site/wordpress/wp-content/db.php');
`);

// The scripts and styles, which the archive leaves out, and an icon, so that browsers don't miss one.
writeFileSync('wordpress/favicon.ico', '');
cpSync('node_modules/@wp-playground/wordpress-builds/public/wp-6.5', 'wordpress', { recursive: true, force: false });
cpSync('node_modules/nango-elements/dist/nango-elements.min.js', 'wordpress/nango-elements.min.js');
cpSync('theme', 'wordpress/wp-content/themes/site', { recursive: true });
cpSync('whoever-they-say.php', 'wordpress/wp-content/mu-plugins/whoever-they-say.php');

const config = 'wordpress/wp-config.php';
const address = `foreach (['WP_HOME', 'WP_SITEURL'] as $name) define($name, 'http://' . ($_SERVER['HTTP_HOST'] ?? 'localhost'));`;
writeFileSync(config, readFileSync(config, 'utf8').replace('<?php', `<?php ${address}\n`));

await run(`
  require '/site/wordpress/wp-load.php';
  foreach (['author', 'editor'] as $role)
    wp_insert_user(['user_login' => $role, 'user_pass' => wp_generate_password(), 'role' => $role]);
  switch_theme('site');
`);
process.exit();
