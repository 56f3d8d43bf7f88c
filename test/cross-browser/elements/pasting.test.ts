import { expect } from '@open-wc/testing';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import '../../../src/define.js';
import { find, page, paste } from '../../browser-support/kit.js';
import { html } from 'lit';

describe('Undo after a paste', () => {
  it('brings back what was pasted, before it was changed', async () => {
    const element = await page<NangoCredentialsForm>(
      html`<nango-credentials-form integration-id="a" auth-mode="API_KEY" public-key="k"></nango-credentials-form>`,
    );
    const input = find<HTMLInputElement>(element, 'input[name="credentials.apiKey"]');
    paste(input, 'Bearer my-key');
    expect(input.value).to.equal('my-key');
    document.execCommand('undo');
    expect(input.value).to.equal('Bearer my-key');
  });
});
