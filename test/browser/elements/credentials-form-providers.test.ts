import { expect } from '@open-wc/testing';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import '../../../src/define.js';
import { server, useFakeServer } from '../../browser-support/fake-server.js';
import { allProviders } from '../../browser-support/providers.js';

function controlsOf(element: NangoCredentialsForm): (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] {
  const root = element.shadowRoot;
  return [
    ...(root?.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('[part=input]') ?? []),
  ];
}

// What a field takes, and what is sent, is tested over all providers in Node.
describe('The form of every provider', () => {
  useFakeServer();

  it('has a named control for each field that is asked, and no id twice; a blank one that is required is told', async () => {
    const counts = { providers: 0, controls: 0 };
    for (const [name, provider] of Object.entries(await allProviders())) {
      const element = document.createElement('nango-credentials-form');
      Object.assign(element, { integrationId: name, host: server.url, publicKey: 'pk', provider });
      document.body.append(element);
      await element.updateComplete;
      const root = element.shadowRoot;
      const controls = controlsOf(element);
      counts.providers += 1;
      counts.controls += controls.length;
      const asked = element.fields.filter(({ hidden, when }) => !hidden && !when).map((field) => field.name);
      expect(
        controls.map((control) => control.name),
        name,
      ).to.deep.equal(asked);
      for (const control of controls)
        expect(control.labels?.[0]?.textContent.trim(), `${name} ${control.name}`).to.be.a('string').and.not.empty;
      const ids = [...(root?.querySelectorAll('[id]') ?? [])].map(({ id }) => id);
      expect(new Set(ids).size, name).to.equal(ids.length);
      expect(root?.innerHTML, name).not.to.contain('undefined');

      const blank = controls.filter(({ required, value }) => required && !value);
      for (const control of blank) expect(control.validity.valueMissing, `${name} ${control.name}`).to.equal(true);
      if (blank.length) {
        root?.querySelector('form')?.requestSubmit();
        await element.updateComplete;
        expect(controls.filter((control) => control.ariaInvalid === 'true').length, name).to.equal(blank.length);
        expect(element.state, name).to.equal('input');
      }
      element.remove();
    }
    expect(server.sent).to.deep.equal([]);
    console.log(`Tried: ${counts.providers} providers, ${counts.controls} controls.`);
  }).timeout(150_000);
});
