// What Ghost makes of cards: `node cms/ghost.mjs '[{"type":"html","html":"<b>bold</b>"}]'` writes a list of HTML.
import nodes from '@tryghost/kg-default-nodes';
import LexicalRenderer from '@tryghost/kg-lexical-html-renderer';

const renderer = new LexicalRenderer({ nodes: nodes.DEFAULT_NODES });
const rendered = JSON.parse(process.argv[2]).map((card) => {
  const root = {
    type: 'root',
    version: 1,
    children: [{ version: 1, ...card }],
    direction: null,
    format: '',
    indent: 0,
  };
  return renderer.render(JSON.stringify({ root }));
});
process.stdout.write(JSON.stringify(await Promise.all(rendered)));
