/** Markup that is safe to send: every value put into it was escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(escape)));
}

function escape(value: string | number | Html): string {
  if (value instanceof Html) return value.text;
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A value as a script may hold it: `</script>` inside a text must not end the script. */
export function scriptValue(value: unknown): Html {
  return new Html(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

const style = html`
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f6f9, #15181d); }
  main { width: min(24rem, calc(100vw - 3rem)); padding: 2rem; box-sizing: border-box; border-radius: 1rem;
    background: light-dark(#fff, #1f242b); box-shadow: 0 1px 2px #0003, 0 8px 32px #0002; }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem; text-wrap: balance; }
  p { margin: 0 0 1rem; color: light-dark(#4a5361, #aab4c2); overflow-wrap: anywhere; }
  ul { margin: 0 0 1.5rem; padding-left: 1.25rem; }
  label { display: block; font-weight: 600; margin-bottom: 1rem; }
  input { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .6rem .75rem; font: inherit;
    border: 1px solid light-dark(#8a94a3, #677282); border-radius: .5rem; background: transparent; color: inherit; }
  button { width: 100%; padding: .65rem 1rem; margin-top: .5rem; font: inherit; font-weight: 600; cursor: pointer;
    border-radius: .5rem; border: 1px solid #2456d6; background: #2456d6; color: #fff; }
  button.quiet { background: transparent; color: inherit; border-color: light-dark(#8a94a3, #677282); }
  :focus-visible { outline: 3px solid #6d95ff; outline-offset: 2px; }
  .error { color: light-dark(#b3261e, #ff9d94); }
  .mark { width: 3rem; height: 3rem; border-radius: .75rem; margin-bottom: 1rem; display: grid; place-items: center;
    background: #2456d6; color: #fff; font-size: 1.5rem; font-weight: 700; }
  .mark.bad { background: #b3261e; }
`;

/** A whole page; it needs nothing from the network. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`.text;
}
