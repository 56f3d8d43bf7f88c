import { html, page, type Html } from '../page.js';

/** The name of the service whose pages these pretend to be, and where their form goes. */
interface Visit {
  service: string;
  action: string;
}

export function loginPage({ service, action }: Visit, mistake?: string): string {
  return page(
    `Sign in to ${service}`,
    html`
    ${mark(service)}
    <h1>Sign in to ${service}</h1>
    <p>A stand-in on this machine. Any name and password will do.</p>
    ${mistake ? html`<p class="error" role="alert">${mistake}</p>` : ''}
    <form method="post" action="${action}">
      <label for="login">Name <input id="login" name="login" autocomplete="username" value="demo" required autofocus></label>
      <label for="password">Password <input id="password" name="password" type="password" autocomplete="current-password" value="demo" required></label>
      <button type="submit" name="action" value="sign-in">Sign in</button>
    </form>`,
  );
}

export function consentPage({ service, action }: Visit, scopes: readonly string[]): string {
  return page(
    `Allow access to ${service}`,
    html`
    ${mark(service)}
    <h1>Allow the sandbox to use your ${service} account?</h1>
    <p>${scopes.length > 0 ? 'It asks for:' : 'It asks for nothing in particular.'}</p>
    ${scopes.length > 0 ? html`<ul>${list(scopes)}</ul>` : ''}
    ${choice(action, ['allow', 'Allow'], ['deny', 'Deny'])}`,
  );
}

export function installPage({ service, action }: Visit): string {
  return page(
    `Install on ${service}`,
    html`
    ${mark(service)}
    <h1>Install the sandbox's app on your ${service} account?</h1>
    <p>An owner can install it at once; others ask an owner to.</p>
    ${choice(action, ['allow', 'Install'], ['request', 'Ask an owner'], ['deny', 'Cancel'])}`,
  );
}

export function errorPage(message: string): string {
  return page(
    'Error',
    html`<div class="mark bad" aria-hidden="true">!</div><h1>This cannot go on</h1><p>${message}</p>`,
  );
}

type Choice = readonly [value: string, label: string];

function choice(action: string, first: Choice, ...others: readonly Choice[]): Html {
  return html`<form method="post" action="${action}">
      <button type="submit" name="action" value="${first[0]}">${first[1]}</button>
      ${join(others.map(([value, label]) => html`<button class="quiet" type="submit" name="action" value="${value}">${label}</button>`))}
    </form>`;
}

function list(items: readonly string[]): Html {
  return join(items.map((item) => html`<li>${item}</li>`));
}

function join(parts: readonly Html[]): Html {
  return parts.reduce((all, part) => html`${all}${part}`, html``);
}

function mark(service: string): Html {
  return html`<div class="mark" aria-hidden="true">${service.charAt(0).toUpperCase()}</div>`;
}
