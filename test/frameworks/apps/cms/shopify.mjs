// What Shopify's own check says of a theme, and what its section shows: `node cms/shopify.mjs folder name '{"label":"Connect"}'`.
import { readFileSync } from 'node:fs';
import { check } from '@shopify/theme-check-node';
import { Liquid } from 'liquidjs';

const [, , folder, name, chosen] = process.argv;

// The check looks for newer documents in the network, and has its own where there is none.
globalThis.fetch = () => Promise.reject(new Error('No network'));
const offenses = await check(folder);

const source = readFileSync(`${folder}/sections/${name}.liquid`, 'utf8');
const [schema, json] = /{% schema %}(.*){% endschema %}/s.exec(source);
const defaults = Object.fromEntries(JSON.parse(json).settings.map((setting) => [setting.id, setting.default]));
const liquid = new Liquid({ strictFilters: true, strictVariables: true });
liquid.registerFilter('asset_url', (file) => `/${file}`);
const settings = { ...defaults, ...JSON.parse(chosen) };
const html = await liquid.parseAndRender(source.replace(schema, ''), { section: { settings } });

process.stdout.write(JSON.stringify({ offenses: offenses.map(({ message }) => message), html }));
