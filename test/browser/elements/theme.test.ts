import { expect, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { NangoConnect, NangoCredentialsForm } from '../../../src/index.js';
import { adoptSheets } from '../../../src/elements/dom/style-sheets.js';
import { themeSheet } from '../../../src/elements/theme.js';
import { contrast } from '../../browser-support/contrast.js';
import { find, isAccessible, page } from '../../browser-support/kit.js';

describe('looks', () => {
  afterEach(() => setViewport({ width: 800, height: 600 }));
  const one = (): Promise<NangoConnect> => page<NangoConnect>(html`<nango-connect></nango-connect>`);

  it('text on any brand colour has a contrast of 4.5 at least', async () => {
    const element = await one();
    const button = find(element, 'button');
    const random = Array.from(
      { length: 200 },
      () =>
        `#${Math.floor(Math.random() * 0x1000000)
          .toString(16)
          .padStart(6, '0')}`,
    );
    for (const brand of [
      '#00b2e3',
      '#777',
      '#767676',
      '#fff',
      '#000',
      'gold',
      'oklch(60% 0.2 30)',
      '#2f836b',
      ...random,
    ]) {
      element.style.setProperty('--nango-brand', brand);
      const { color, backgroundColor } = getComputedStyle(button);
      expect(contrast(color, backgroundColor), brand).to.be.at.least(4.5);
    }
  });

  it('is compact by two variables, and as large as a finger needs', async () => {
    const element = await page<NangoCredentialsForm>(
      html`<nango-credentials-form public-key="pk" integration-id="acme" auth-mode="BASIC"></nango-credentials-form>`,
    );
    await element.updateComplete;
    const heights = () =>
      ['form', '[part~=control]', '[part~=submit]'].map((part) => find(element, part).getBoundingClientRect().height);
    const before = heights();
    element.style.setProperty('--nango-space', '8px');
    element.style.setProperty('--nango-control-size', '2em');
    const after = heights();
    expect(after.map((height, at) => height < (before[at] ?? 0))).to.deep.equal([true, true, true]);
    expect(Math.min(...after)).to.be.at.least(24);
    expect(after[1]).to.be.closeTo(30, 3);
    await isAccessible(element);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is readable in ${theme}, whatever the page is`, async () => {
      const box = await page(
        html`<div style="color-scheme: ${theme === 'light' ? 'dark' : 'light'}"><nango-connect theme=${theme}></nango-connect></div>`,
      );
      const element = box.querySelector('nango-connect');
      if (!element) throw new Error('There is none');
      expect(getComputedStyle(element).colorScheme).to.equal(theme);
      await isAccessible(element);
    });
  }

  it('a long account name fits beside other things at 320 px, and breaks only where it must', async () => {
    await setViewport({ width: 320, height: 640 });
    const name = 'katherine.johnson@research.example.org';
    const row = await page(
      html`<div style="display: flex; inline-size: 288px">
        <b>GitHub</b><nango-connect integration-id="github" auth-mode="NONE" value="known" connected-name=${name} disconnect-url="/disconnect"></nango-connect>
      </div>`,
    );
    const element = row.querySelector('nango-connect');
    if (!element) throw new Error('There is none');
    await element.updateComplete;
    expect(row.scrollWidth).to.equal(288);
    row.style.display = 'block';
    row.querySelector('b')?.remove();
    expect(find<HTMLButtonElement>(element, 'button').offsetWidth).to.equal(288);
  });

  it('tells extensions such as Dark Reader its variables as they are', async () => {
    const element = await one();
    const rules = element.shadowRoot?.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]) ?? [];
    const styles = rules.flatMap((rule) => (rule instanceof CSSStyleRule ? [rule.style] : []));
    const variables = styles.flatMap((style) =>
      [...style].filter((name) => name.startsWith('--_')).map((name) => [name, style.getPropertyValue(name)]),
    );
    expect(variables).to.have.length.above(3);
    expect(variables.filter(([, value]) => value === 'initial')).to.deep.equal([]);
  });

  it('follows the page where it says nothing', async () => {
    const box = await page(html`<div style="color-scheme: dark"><nango-connect></nango-connect></div>`);
    const element = box.querySelector('nango-connect');
    if (!element) throw new Error('There is none');
    const dark = getComputedStyle(find(element, 'button')).backgroundColor;
    box.style.colorScheme = 'light';
    expect(getComputedStyle(find(element, 'button')).backgroundColor).not.to.equal(dark);
  });

  /** What a session says about looks, beside the sheets that the element has. */
  function applyTheme(element: NangoConnect, session: Parameters<typeof themeSheet>[1]): void {
    if (!element.shadowRoot) throw new Error('It is not on the page');
    const texts = element.shadowRoot.adoptedStyleSheets.map((sheet) =>
      [...sheet.cssRules].map(({ cssText }) => cssText).join(''),
    );
    adoptSheets(element.shadowRoot, [...texts, themeSheet(element, session)]);
  }

  const settings = (defaultTheme: string, primary: string) => ({
    connectUISettings: { defaultTheme, theme: { light: { primary }, dark: { primary } } },
  });

  it("takes the session's colours and theme", async () => {
    const element = await one();
    applyTheme(element, settings('dark', 'rgb(1, 2, 3)'));
    expect(getComputedStyle(find(element, 'button')).backgroundColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(element).colorScheme).to.equal('dark');
  });

  it('lets the page go before the session', async () => {
    const element = await one();
    element.style.setProperty('--nango-brand', 'rgb(9, 9, 9)');
    element.theme = 'light';
    await element.updateComplete;
    applyTheme(element, settings('dark', 'rgb(1, 2, 3)'));
    expect(getComputedStyle(find(element, 'button')).backgroundColor).to.equal('rgb(9, 9, 9)');
    expect(getComputedStyle(element).colorScheme).to.equal('light');
  });

  it('takes no colour that is none', async () => {
    const element = await one();
    expect(themeSheet(element, settings('system', 'banana'))).to.equal('');
    expect(themeSheet(element, settings('system', 'red;} * { color: blue'))).to.equal('');
  });
});
