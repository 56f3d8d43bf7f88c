import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { useBrowser } from '../support/browser.js';

const form = `<nango-credentials-form integration-id="acme" auth-mode="API_KEY" public-key="key"></nango-credentials-form>`;
const connect = `<nango-connect integration-id="acme" auth-mode="API_KEY" public-key="key">Connect</nango-connect>`;

describe('On a page that listens and acts first', () => {
  const browser = useBrowser();

  async function open(body: string): Promise<Page> {
    const page = await browser().newPage();
    await page.setContent(`<!doctype html>${body}`);
    await page.addScriptTag({ content: readFileSync('dist/nango-elements.min.js', 'utf8') });
    return page;
  }

  it('a field gets what is pasted, cleaned, and the page does not', async () => {
    const page = await open(`<textarea>Bearer sk_test_1</textarea>${form}`);
    await page.evaluate(`
      var heard = [];
      document.addEventListener('paste', (event) => {
        heard.push(event.clipboardData.getData('text'));
        event.preventDefault();
      }, true);`);
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const field = page.locator('[part=input]');
    await field.focus();
    await page.keyboard.press('Control+v');
    assert.equal(await field.inputValue(), 'sk_test_1');
    assert.deepEqual(await page.evaluate('heard'), []);
  });

  it('no event tells a letter of what is typed', async () => {
    const page = await open(form);
    await page.evaluate(`
      var heard = [];
      const names = ['keydown', 'keypress', 'keyup', 'beforeinput', 'textInput', 'input', 'beforecopy', 'selectstart'];
      for (const name of names)
        for (const capture of [true, false])
          document.addEventListener(name, (event) => {
            heard.push(name);
            event.preventDefault();
          }, capture);`);
    const field = page.locator('[part=input]');
    await field.focus();
    await page.keyboard.type('sk 1');
    assert.equal(await field.inputValue(), 'sk 1');
    assert.deepEqual(await page.evaluate('heard'), []);
  });

  it('a field in a dialog works where the window itself refused everything before the dialog was there', async () => {
    const page = await open(connect);
    await page.evaluate(`
      var heard = [];
      const names = ['keydown', 'keypress', 'beforeinput', 'copy', 'cut', 'paste', 'mousedown', 'selectstart', 'contextmenu'];
      for (const name of names)
        window.addEventListener(name, (event) => {
          heard.push(name);
          event.preventDefault();
        }, true);`);
    await page.locator('[part=button]').click();
    await page.locator('[part=reveal]').click();
    await page.evaluate('heard.length = 0');
    const field = page.locator('[part=input]');
    await field.click({ button: 'right' });
    await field.dblclick();
    await page.keyboard.type('sk 1');
    for (const key of ['a', 'c', 'x', 'v', 'v']) await page.keyboard.press(`Control+${key}`);
    assert.equal(await field.inputValue(), 'sk 1sk 1');
    assert.deepEqual(await page.evaluate('heard'), []);
  });

  it('it hears and prevents nothing of an open dialog, whatever it listens for in the capture phase', async () => {
    const page = await open(connect);
    const client = await page.context().newCDPSession(page);
    await page.evaluate(`
      document.querySelector('nango-connect').provider = {
        auth_mode: 'API_KEY',
        docs_connect: 'http://localhost:9/docs',
        credentials: { apiKey: { title: 'Key', description: 'Two words', doc_section: '#key' } },
      };
      var heard = [];
      const names = 'focusin focusout compositionstart compositionupdate compositionend textInput DOMFocusIn'.split(' ');
      for (const name in HTMLElement.prototype) if (/^on(?!pointerrawupdate)/.test(name)) names.push(name.slice(2));
      function listen() {
        for (const name of names)
          for (const capture of [true, false])
            document.addEventListener(name, (event) => {
              if (!(event.composedPath()[0].getRootNode() instanceof ShadowRoot)) return;
              // Where the mouse moves, listeners that capture may hear.
              if (capture && /move|over|out|enter|leave|wheel|scroll/.test(name) && !/dragover|focusout/.test(name)) return;
              heard.push(name);
              event.preventDefault();
              event.stopPropagation();
            }, { capture, passive: false });
      }`);
    await page.locator('[part=button]').click();
    const field = page.locator('[part=input]');
    await field.click();
    await page.evaluate('listen()');
    await page.keyboard.type('sk/');
    await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.insertText', { text: '日' });
    assert.equal(await field.inputValue(), 'sk/日');
    await page.locator('[part=reveal]').click();
    assert.equal(await field.getAttribute('class'), '');
    await page.locator('[part=label]').click();
    assert.equal(await field.evaluate((input) => input.matches(':focus')), true);
    await page.locator('[part=description]').dblclick();
    assert.equal((await page.evaluate('String(getSelection())')) !== '', true);
    await page.locator('[part=title]').click({ button: 'right' });
    await page.mouse.wheel(0, 10);
    const help = page.context().waitForEvent('page');
    await page.locator('[part=help]').click();
    await (await help).close();
    for (const part of ['close', 'discard-yes']) await page.locator(`[part=${part}]`).click();
    assert.equal(await page.locator('dialog').count(), 0);
    assert.deepEqual(await page.evaluate('[...new Set(heard)]'), []);
  });

  it('what it drags over a field is put down there', async () => {
    const page = await open(`<div id="handle">Drag</div>${form}`);
    await page.evaluate(`
      var heard = [];
      for (const name of ['mousemove', 'mouseup', 'pointerup', 'focusin'])
        for (const capture of [true, false]) document.addEventListener(name, () => heard.push(name), capture);`);
    await page.locator('#handle').hover();
    await page.mouse.down();
    await page.locator('[part=input]').hover();
    await page.evaluate('heard.length = 0');
    await page.mouse.up();
    assert.deepEqual(await page.evaluate('heard'), ['pointerup', 'pointerup', 'mouseup', 'mouseup']);
    await page.locator('[part=input]').focus();
    assert.deepEqual(await page.evaluate('heard.slice(-2)'), ['focusin', 'focusin']);
  });

  it('a drawer around it that captures the pointer for what was pressed leaves it pressed', async () => {
    const page = await open(`<div id="drawer">${connect}<p>${connect.replace(' auth', ' inline auth')}</p></div>`);
    await page.evaluate(`drawer.addEventListener('pointerdown', ({ target, pointerId }) => {
      target.setPointerCapture(pointerId);
      globalThis.later = () => target.setPointerCapture(pointerId);
    })`);
    await page.locator('p [part=reveal]').click();
    assert.equal(await page.locator('p [part=reveal]').getAttribute('aria-pressed'), 'true');
    await page.locator('[part=button]').click();
    await page.locator('[part=dialog]').waitFor();
    await page.evaluate('later()');
  });

  it('a page’s form may have a field of any name', async () => {
    const page = await open(`${form}<form><input name="getRootNode"><p>Text</p></form>`);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.evaluate('document.querySelector("form").style.padding = "40px"');
    await page.locator('body > form').click({ position: { x: 5, y: 5 } });
    assert.deepEqual(errors, []);
  });

  const around = {
    'a link': ['<a href="#gone">', '</a>', 'location.hash'],
    'a summary': ['<details><summary>', '</summary></details>', 'document.querySelector("details").open'],
    'a button that sends a form': ['<form action="#gone"><button>', '</button></form>', 'location.hash'],
  } as const;
  for (const [name, [before, after, acted]] of Object.entries(around)) {
    it(`${name} around it acts on nothing that happens inside`, async () => {
      const page = await open(`${before}${connect}${after}`);
      await page.locator('[part=button]').click();
      const untouched = await page.evaluate(acted);
      const field = page.locator('[part=input]');
      const acts = [() => field.click(), () => page.keyboard.type('sk 1'), () => page.locator('h2').click()];
      for (const act of [...acts, () => page.locator('[part=reveal]').click()]) {
        await act();
        assert.equal(await page.evaluate(acted), untouched);
      }
      assert.equal(await field.inputValue(), 'sk 1');
    });
  }

  it('a row around it hears nothing of the dialog, also of buttons that are gone once they are pressed', async () => {
    const page = await open(`<div id="row">${connect}</div>`);
    await page.locator('[part=button]').click();
    await page.locator('[part=input]').fill('sk_1');
    await page.evaluate(`
      var heard = [];
      for (const name of ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'dblclick'])
        row.addEventListener(name, () => heard.push(name));`);
    for (const part of ['close', 'discard-no', 'close', 'discard-yes']) await page.locator(`[part=${part}]`).click();
    assert.equal(await page.locator('dialog').count(), 0);
    assert.deepEqual(await page.evaluate('heard'), []);
  });

  it('a click inside is prevented only where something around would act on it', async () => {
    const known = connect.replace(' public-key', ' value="known" disconnect-url="/none" public-key');
    for (const [body, expected] of [
      [known, false],
      [`<a href="#gone">${known}</a>`, true],
    ] as const) {
      const page = await open(body);
      await page.evaluate("addEventListener('click', (event) => (globalThis.prevented = event.defaultPrevented))");
      await page.locator('[part=disconnect]').click();
      assert.equal(await page.evaluate('prevented'), expected);
    }
  });

  it('a style sheet that it or an extension adds to the shadow root stays', async () => {
    const page = await open(form);
    const added = await page.evaluate(`(async () => {
      const element = document.querySelector('nango-credentials-form');
      await element.updateComplete;
      const sheet = new CSSStyleSheet();
      element.shadowRoot.adoptedStyleSheets.push(sheet);
      element.theme = 'dark';
      await element.updateComplete;
      return element.shadowRoot.adoptedStyleSheets.includes(sheet);
    })()`);
    assert.equal(added, true);
  });
});
