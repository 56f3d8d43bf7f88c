import { tagOf, type Choices, type Snippet, type SnippetFile } from './choices.js';
import { asHtml, attributesOf, cssOf, escapeHtml, fetchToken, indent, labelOf, tag } from './element.js';

/** The places that are written in HTML and load the single file. */
export function htmlPage(choices: Choices): Snippet {
  const css = cssOf(choices);
  const head = [
    '<meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<title>Connect</title>',
    ...(css ? ['<link rel="stylesheet" href="connect.css" />'] : []),
    scriptTag(choices),
  ];
  const text = `<!doctype html>
<html lang="en">
  <head>
${indent(head.join('\n'), 4)}
  </head>
  <body>
${indent(elementOf(choices), 4)}
    <script src="connect.js"></script>
  </body>
</html>
`;
  return {
    files: [
      { name: 'index.html', text },
      { name: 'connect.js', text: script(choices) },
      ...cssFile('connect.css', css),
    ],
    notes: [copyNote, ...hashNote(choices)],
  };
}

export function wordpress(choices: Choices): Snippet {
  const { script: url, integrity } = choices;
  const filter = integrity
    ? `
add_filter('script_loader_tag', function ($tag, $handle) {
    $hash = ' integrity="${integrity}" crossorigin="anonymous" src=';
    return $handle === 'nango-elements' ? str_replace(' src=', $hash, $tag) : $tag;
}, 10, 2);
`
    : '';
  const php = `<?php
add_action('wp_enqueue_scripts', function () {
    wp_enqueue_script('nango-elements', ${phpText(url)}, [], null, true);
    $script = get_stylesheet_directory_uri() . '/connect.js';
    wp_enqueue_script('nango-connect', $script, ['nango-elements'], null, true);
});
${filter}`;
  const isLink = tagOf(choices) === 'nango-connect';
  const isButton = isLink && choices.shape === 'button';
  const link = tag(
    'a',
    [
      'href="#"',
      ...(isButton ? ['class="wp-block-button__link wp-element-button"'] : []),
      'data-nango-connect',
      ...asHtml(attributesOf(choices), 'data-'),
    ],
    escapeHtml(choices.label),
  );
  // Themes center paragraphs, but no inline elements.
  const block = isButton ? `<p>\n${indent(link, 2)}\n</p>` : isLink ? link : elementOf(choices);
  return {
    files: [
      { name: 'functions.php', text: php },
      { name: 'Custom HTML block', text: `${block}\n` },
      { name: 'connect.js', text: script(choices) },
      ...cssFile('Additional CSS', cssOf(choices)),
    ],
    notes: [
      copyNote,
      ...hashNote(choices),
      'functions.php and connect.js are files of your theme; if functions.php exists, add to it and leave out its first line.',
      isLink
        ? 'The block is a link with data attributes, which WordPress keeps for every author; the file turns it into the element.'
        : 'WordPress removes the tag from what authors without the capability unfiltered_html write.',
      ...(isButton ? ['The link looks like a button of your theme. The accent color is for the dialog.'] : []),
      sameSite,
    ],
  };
}

export function webflow(choices: Choices): Snippet {
  const css = cssOf(choices);
  return {
    files: [
      { name: 'Code embed', text: `${elementOf(choices)}\n` },
      ...(css ? [{ name: 'Custom code, head', text: `<style>\n${indent(css, 2)}</style>\n` }] : []),
      {
        name: 'Custom code, footer',
        text: `${scriptTag(choices)}\n<script>\n${indent(script(choices), 2)}</script>\n`,
      },
    ],
    notes: [
      'Put dist/nango-elements.min.js of the package, and the folder locales beside it, where the URL of the script leads.',
      ...hashNote(choices),
      sameSite,
    ],
  };
}

/** The page's script: listens for the result, and sets the function if there is one. */
export function script(choices: Choices): string {
  const selector = tagOf(choices);
  const token = fetchToken(choices, false);
  const give = token
    ? `
customElements.whenDefined('${selector}').then(() => {
  document.querySelector('${selector}').sessionToken = fetchToken;
});

${token}`
    : '';
  return `document.addEventListener('nango-success', (event) => {
  console.log('Connected:', event.detail.connectionId);
});
${give}`;
}

function elementOf(choices: Choices): string {
  return tag(tagOf(choices), asHtml(attributesOf(choices)), escapeHtml(labelOf(choices)));
}

function scriptTag({ script: url, integrity }: Choices): string {
  const hash = integrity ? [`integrity="${escapeHtml(integrity)}"`, 'crossorigin="anonymous"'] : [];
  return tag('script', [`src="${escapeHtml(url)}"`, ...hash], '');
}

function cssFile(name: string, text: string): SnippetFile[] {
  return text ? [{ name, text }] : [];
}

function phpText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function hashNote({ integrity }: Choices): string[] {
  return integrity ? [] : ['For the file’s hash (integrity), run npm run build, and reload this page.'];
}

const copyNote =
  'Copy dist/nango-elements.min.js of the package, and the folder locales beside it, to where the script is loaded from.';
const sameSite =
  'The backend answers pages of its own origin: let a path of this site lead to it, for example by a reverse proxy.';
