import { Nango } from '../../src/engine/nango.js';
import type { Scenario } from './scenarios.js';

// Runs one scenario after the other: the whole page is the button, and what happens is posted to /log.

const say = (event: string) => fetch('/log', { method: 'POST', body: event });

type Next = Scenario & { readonly host: string; readonly token: string };
const nextScenario = (): Promise<Next> => fetch('/next').then((response): Promise<Next> => response.json());

for (;;) {
  const next = await nextScenario();
  const { host, token, integration, delay, blank, timeout } = next;
  const connectSessionToken = blank ? () => new Promise<string>(() => undefined) : token;
  const nango = new Nango({ host, connectSessionToken });
  const options = {
    authorization_params: { delay: String(delay ?? 0) },
    timeout: timeout ?? 60_000,
    onWaiting: (reason: string) => void say(`waiting ${reason}`),
  };
  const clicked = new Promise<void>((resolve) => (document.documentElement.onclick = () => resolve(start())));
  const start = () =>
    nango
      .auth(integration, options)
      .then(
        () => say('success'),
        (error: { type: string; outcome: string }) => say(`${error.type} ${error.outcome}`),
      )
      .then(() => undefined);
  await say('ready');
  await clicked;
}
