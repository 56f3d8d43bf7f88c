import { expect } from '@open-wc/testing';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import '../../../src/define.js';
import { until } from '../../browser-support/attempts.js';
import { find, page, paste, text } from '../../browser-support/kit.js';
import { html } from 'lit';

describe('A key file', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----';
  /** As old programs write it: one byte a letter. */
  const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const wide = (text: string, isLittle: boolean): Uint8Array<ArrayBuffer> => {
    const view = new DataView(new ArrayBuffer(2 * text.length));
    for (const [at, letter] of [...text].entries()) view.setUint16(2 * at, letter.charCodeAt(0), isLittle);
    return new Uint8Array(view.buffer);
  };
  const files: Record<string, [content: BlobPart, isKey: boolean]> = {
    'of two bytes a letter, as PowerShell writes it': [wide(`\ufeff${key}`, true), true],
    'of two bytes a letter, the other way round': [wide(`\ufeff${key}`, false), true],
    'with a mark at its beginning': [`\ufeff${key}`, true],
    'with the line ends of Windows': [key.replaceAll('\n', '\r\n'), true],
    'with an umlaut of before Unicode': [bytes(`Bag Attributes\n    friendlyName: M\xfcller\n${key}`), true],
    'that is empty': ['', false],
    'of blanks': [' \n', false],
    'of bytes': [bytes('\x30\x82\x01\x0a\x02\x01\x00\xff'), false],
  };
  for (const [name, [content, isKey]] of Object.entries(files)) {
    it(`${name}, ${isKey ? 'is taken' : 'is none'}`, async () => {
      const provider = { auth_mode: 'API_KEY', credentials: { privateKey: { format: 'pem' } } } as const;
      const element = await page<NangoCredentialsForm>(
        html`<nango-credentials-form integration-id="a" public-key="k" .provider=${provider}></nango-credentials-form>`,
      );
      const area = find<HTMLTextAreaElement>(element, 'textarea');
      area.value = 'as it was';
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], 'key.pem'));
      const chooser = find<HTMLInputElement>(element, 'input[type=file]');
      chooser.files = chosen.files;
      chooser.dispatchEvent(new Event('change'));
      await until(() => area.value !== 'as it was' || text(element, 'field-error') !== '');
      expect(area.value).to.equal(isKey ? key : 'as it was');
      expect(text(element, 'field-error')).to.equal(isKey ? '' : 'This file isn’t text.');
    });
  }
});

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
