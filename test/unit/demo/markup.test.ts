import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { markup, styles, type Design } from '../../../demo/studio/markup.js';

const plain: Design = { tag: 'nango-connect', attributes: {}, variables: {}, slots: {}, parts: {} };

describe('The HTML of the Studio', () => {
  it('is one line where that is short', () => {
    const html = markup({
      ...plain,
      attributes: { 'integration-id': 'github', inline: true },
      slots: { '': 'Connect' },
    });
    assert.equal(html, '<nango-connect integration-id="github" inline>Connect</nango-connect>');
  });

  it('has a line for each attribute and each child where it is long', () => {
    const html = markup({
      ...plain,
      attributes: { 'integration-id': 'github', host: 'http://localhost:3003', backend: '/api/nango', lang: 'de' },
      slots: { '': 'Connect', connected: 'Done', trigger: 'Go' },
    });
    assert.equal(
      html,
      `<nango-connect
  integration-id="github"
  host="http://localhost:3003"
  backend="/api/nango"
  lang="de"
>
  Connect
  <span slot="connected">Done</span>
  <button type="button" slot="trigger">Go</button>
</nango-connect>`,
    );
  });

  it('means what was typed, whatever it was', () => {
    const html = markup({ ...plain, attributes: { name: '"><script>' }, slots: { '': '<b> & co' } });
    assert.equal(html, '<nango-connect name="&quot;>&lt;script>">&lt;b> &amp; co</nango-connect>');
  });

  it('leaves out what is blank', () => {
    assert.equal(markup({ ...plain, slots: { '': '', connected: '' } }), '<nango-connect></nango-connect>');
  });
});

describe('The CSS of the Studio', () => {
  it('has a rule for the variables and one for each part', () => {
    const css = styles({
      ...plain,
      variables: { '--nango-brand': '#0a7', '--nango-radius': '0' },
      parts: { button: 'letter-spacing: 1px; color: red', note: ' ; ' },
    });
    assert.equal(
      css,
      `nango-connect {
  --nango-brand: #0a7;
  --nango-radius: 0;
}
nango-connect::part(button) {
  letter-spacing: 1px;
  color: red;
}`,
    );
    assert.equal(styles(plain), '');
  });
});
