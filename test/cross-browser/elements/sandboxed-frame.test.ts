import { expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { until } from '../../browser-support/attempts.js';
import { find, page, reaches } from '../../browser-support/kit.js';
import { newSession, sandboxInfo } from '../../browser-support/sandbox.js';

describe('A form in a frame without allow-forms', () => {
  /** A click in a frame, whose coordinates are its own. */
  async function press(target: Element): Promise<void> {
    const { left, top, width, height } = target.getBoundingClientRect();
    const frame = target.ownerDocument.defaultView?.frameElement?.getBoundingClientRect();
    const [x, y] = [left + width / 2 + (frame?.left ?? 0), top + height / 2 + (frame?.top ?? 0)];
    await sendMouse({ type: 'click', position: [Math.round(x), Math.round(y)] });
  }

  // The browser fires no submit event there, neither for a click nor for Enter.
  const sends: [string, (element: HTMLElement) => Promise<void>][] = [
    ['a click', (element) => press(find(element, '[part=submit]'))],
    ['Enter', () => sendKeys({ press: 'Enter' })],
    ['a click on the page’s own button', (element) => press(element.querySelector('[slot=submit]') ?? element)],
  ];
  for (const tag of ['nango-connect', 'nango-credentials-form'] as const)
    for (const [name, send] of sends) {
      const own = name.includes('own');
      if (own && tag === 'nango-connect') continue;
      it(`of <${tag}> is sent by ${name}`, async () => {
        const frame = await page<HTMLIFrameElement>(
          html`<iframe sandbox="allow-scripts allow-same-origin" width="600" height="500"></iframe>`,
        );
        const script = new URL('../../../src/define.ts', import.meta.url).href;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        frame.srcdoc = `<script type="module" src="${script}"></script><${tag}>${own ? '<button slot="submit">Go</button>' : ''}</${tag}>`;
        await loaded;
        const [element] = frame.contentDocument?.getElementsByTagName(tag) ?? [];
        if (!element) throw new Error('There is no element');
        const { url } = await sandboxInfo();
        Object.assign(element, { host: url, sessionToken: await newSession(), integrationId: 'mock-api-key' });
        const attempt = element.connect();
        await until(() => !!element.shadowRoot?.querySelector('input'));
        await element.updateComplete;
        find<HTMLInputElement>(element, 'input').focus();
        await sendKeys({ type: 'good-key' });
        await send(element);
        await reaches(element, 'connected');
        expect(await attempt).to.have.property('connectionId');
      });
    }
});
