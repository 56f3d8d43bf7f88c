import type { Request, Response } from 'express';
import { html, page, scriptValue } from './page.js';

const providerErrorKeys = ['error', 'error_description', 'error_reason', 'error_uri', 'status_code', 'error_message'];

/** What a provider said of its failure in the query of the callback. */
export function providerError(request: Request): Record<string, string> {
  const pairs = providerErrorKeys.map((key): [string, unknown] => [key, request.query[key]]);
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  );
}

/**
 * Ends the popup with a page that reports success or failure to its opener, by `postMessage` and by `BroadcastChannel`.
 * A message from the opener, and success after half a second, close it.
 */
export function sendResultPage(request: Request, response: Response, failure?: string): void {
  const said = providerError(request);
  const message = Object.keys(said).length > 0 ? JSON.stringify(said) : failure;
  const error = message === undefined ? null : { message, errorType: 'connection_validation_failed' };
  response.status(failure === undefined ? 200 : 400).type('html');
  const script = html`<script>
    const error = ${scriptValue(error)};
    window.__nangoOAuthError = error;
    const result = error
      ? { type: 'nango_oauth_callback_error', payload: error }
      : { type: 'nango_oauth_callback_success' };
    const leave = () => { window.close(); window.open('', '_self').close(); };
    window.addEventListener('message', (event) => {
      if (event.data && event.data.type === 'nango_oauth_callback_ack') leave();
    });
    if (window.opener) window.opener.postMessage(result, '*');
    new BroadcastChannel('nango-oauth-callback').postMessage(result);
    if (!error) setTimeout(leave, 500);
  </script>`;
  if (error === null) {
    response.send(
      page(
        'Connected',
        html`
      <div class="mark" aria-hidden="true">✓</div>
      <h1>Connected</h1>
      <p>You can close this window.</p>${script}`,
      ),
    );
    return;
  }
  const debug = request.query.nango_debug === '1' ? html`<p>${request.path}, ${new Date().toISOString()}</p>` : html``;
  response.send(
    page(
      'Not connected',
      html`
    <div class="mark bad" aria-hidden="true">!</div>
    <h1>The connection was not made</h1>
    <p>Close this window and try again.</p>
    <details><summary>What went wrong</summary><p>${error.message}</p></details>${debug}${script}`,
    ),
  );
}
