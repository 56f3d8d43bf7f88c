import { html, render } from 'lit';
import '../../src/define.js';
import '../../src/locales.js';
import { authModes } from '../../src/engine/auth-modes.js';
import { list, post } from '../playground/api.js';
import { find, nangoHost } from '../playground/dom.js';
import { directionOf, languages } from '../playground/languages.js';
import { addTheme } from '../playground/settings.js';
import { readAddress, writeAddress } from '../site/address.js';
import { code } from '../site/code.js';
import { reportFailure } from '../site/report-failure.js';
import type { ListedProvider } from '../site/providers.js';
import { fromParameters, isOfDesign, toParameters } from './design-address.js';
import { elementsIn } from './manifest.js';
import { markup, styles, type Design } from './markup.js';
import { Preview } from './preview.js';
import { isListed, providerList } from './provider-list.js';
import { settingsPanel, type Group } from './settings-panel.js';
import { validDesign } from './valid.js';

const choices = { 'auth-mode': Object.keys(authModes), lang: Object.keys(languages) };

async function start(): Promise<void> {
  const manifest: unknown = await (await fetch('/custom-elements.json')).json();
  const elements = elementsIn(manifest, choices);
  const host = nangoHost();
  const parameters = readAddress();
  const saved = fromParameters(parameters, elements, host);
  let design: Design = saved ?? {
    tag: 'nango-connect',
    attributes: { 'integration-id': parameters.provider ?? 'github', host, backend: '/api/nango' },
    variables: {},
    slots: {},
    parts: {},
  };
  const wanted = design.attributes['integration-id'];
  const all = await list('/api/providers', isListed);
  // The first choice is on top of the list.
  const providers = all.toSorted((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
  const preview = new Preview(find('preview', HTMLDivElement));
  let search = '';

  const draw = (): void => {
    const provider = providers.find(({ name }) => name === design.attributes['integration-id']);
    render(
      providerList({
        providers,
        search,
        chosen: provider?.name ?? '',
        host,
        onSearch,
        onChoose: (each) => void reportFailure(() => choose(each)).then(draw),
      }),
      find('providers', HTMLElement),
    );
    const valid = withDirection(validDesign(design));
    const css = styles(valid);
    render(
      html`<h2 id="code-title">Code</h2>
        ${code('HTML', markup(valid))} ${css ? code('CSS', css) : ''}
        <p class="about">
          <code>host</code> and <code>backend</code> are those of this demo. The
          <a href="/snippets">snippets</a> are for your own site.
        </p>`,
      find('code', HTMLElement),
    );
    render(
      settingsPanel({ elements, design, onTag, onSet, onPart: (part) => preview.frame(design.tag, part) }),
      find('settings-panel', HTMLElement),
    );
    preview.show(valid);
    writeAddress(toParameters(design, host), isOfDesign);
  };

  const onSearch = (text: string): void => {
    search = text;
    draw();
  };
  const onTag = (tag: string): void => {
    // The other element may not have the same settings.
    const known = elements.find((each) => each.tag === tag);
    const keep = <T>(held: Readonly<Record<string, T>>, names: readonly { name: string }[] = []): Record<string, T> =>
      Object.fromEntries(Object.entries(held).filter(([key]) => names.some(({ name }) => name === key)));
    design = {
      tag,
      attributes: keep(design.attributes, known?.attributes),
      variables: design.variables,
      slots: tag === 'nango-connect' ? { '': labelOf(design) } : {},
      parts: keep(design.parts, known?.parts),
    };
    draw();
  };
  const labelOf = ({ attributes }: Design): string => {
    const title = providers.find(({ name }) => name === attributes['integration-id'])?.title ?? '';
    return `Connect ${title.replace(/\s*\(.*\)$/, '')}`;
  };
  const onSet = (group: Group, name: string, value: string | true | undefined): void => {
    design = { ...design, [group]: changed(design[group], name, value) };
    draw();
  };
  let latest = '';
  const choose = async ({ name }: ListedProvider): Promise<void> => {
    latest = name;
    await post('/api/integrations', { provider: name });
    // Another one was chosen meanwhile.
    if (latest !== name) return;
    const label = design.slots[''] ?? labelOf(design);
    const isOwnLabel = design.tag !== 'nango-connect' || label !== labelOf(design);
    design = { ...design, attributes: { ...design.attributes, 'integration-id': name } };
    if (!isOwnLabel) design = { ...design, slots: { ...design.slots, '': labelOf(design) } };
    draw();
  };

  // A design may have no integration, or one that isn't called like its provider.
  const named = providers.find(({ name }) => name === wanted);
  const first = named ?? (saved ? undefined : providers.find(({ name }) => name === 'github'));
  if (first) await choose(first);
  else draw();
}

/** Adds the direction, which `lang` doesn't set. */
function withDirection(design: Design): Design {
  const { lang } = design.attributes;
  if (typeof lang !== 'string' || directionOf(lang) === 'ltr') return design;
  return { ...design, attributes: { ...design.attributes, dir: 'rtl' } };
}

/** An existing entry keeps its place. @param value `undefined` removes it */
function changed<T>(held: Readonly<Record<string, T>>, name: string, value: T | undefined): Record<string, T> {
  const all = Object.entries(held).map(([key, old]): [string, T | undefined] => [key, key === name ? value : old]);
  if (!Object.hasOwn(held, name)) all.push([name, value]);
  return Object.fromEntries(all.flatMap(([key, each]) => (each === undefined ? [] : [[key, each]])));
}

addTheme();
await reportFailure(start);
