import '../src/define.js';
import '../src/locales.js';
import { Nango } from '../src/engine/nango.js';
import { tokenFor } from './playground/api.js';
import { element, find, nangoHost } from './playground/dom.js';
import { directionOf, languages } from './playground/languages.js';
import { addSwitch } from './playground/settings.js';
import { accounts } from './gallery/accounts.js';
import { brands } from './gallery/brands.js';
import { buttons } from './gallery/buttons.js';
import type { Cell, Surroundings } from './gallery/cell.js';
import { dialogs } from './gallery/dialogs.js';
import { forms } from './gallery/forms.js';
import { holdStill } from './gallery/hold-still.js';
import { panels } from './gallery/panels.js';
import { standIn } from './gallery/windows.js';
import { reportFailure } from './site/report-failure.js';

/** The gallery's user is another one than the playground's. */
const visitor = '?gallery';

const groups = [
  ['nango-connect', buttons],
  ['nango-connect, its dialog', dialogs],
  ['nango-connect inline', panels],
  ['Connections', accounts],
  ['nango-credentials-form', forms],
  ['Brands', brands],
] as const;

async function surroundings(): Promise<Surroundings> {
  const host = nangoHost();
  const token = await tokenFor(undefined, undefined, visitor);
  // No other page makes this one fail.
  const { connectionId } = await new Nango({ host, connectSessionToken: token }).auth('algolia', {
    params: { APP_ID: 'ALGOLIA001' },
    credentials: { apiKey: 'good' },
  });
  return { host, token, reconnectToken: await tokenFor('algolia', connectionId, visitor) };
}

function show({ name, element: shown, state, lead }: Cell): HTMLElement {
  const cell = element('div', { className: 'cell' }, element('p', { className: 'name' }, name), shown);
  cell.dataset.state = state;
  // Once it is on the page, and has been rendered.
  if (lead)
    void Promise.resolve()
      .then(() => shown.updateComplete)
      .then(lead);
  return cell;
}

function sheet(language: string, around: Surroundings): HTMLElement {
  const themes = ['light', 'dark'].map((theme) =>
    element(
      'div',
      { className: `theme ${theme}` },
      ...groups.map(([title, cells]) => {
        const all = cells(around);
        for (const { element: shown } of all) shown.lang = language;
        const heading = element('h3', {}, title);
        return element(
          'div',
          { className: 'group' },
          heading,
          element('div', { className: 'cells' }, ...all.map(show)),
        );
      }),
    ),
  );
  return element(
    'section',
    { className: 'sheet' },
    element('h2', { lang: language }, languages[language] ?? language),
    element('div', { className: 'themes', dir: directionOf(language) }, ...themes),
  );
}

const choice = addSwitch(find('settings', HTMLFormElement), 'language', { ...languages, all: 'All' });
// A form's own way to go there is forbidden by the page's policy.
choice.addEventListener('change', () => (location.search = `?language=${choice.value}`));

standIn();
holdStill();
const shown = choice.value === 'all' ? Object.keys(languages) : [choice.value];
await reportFailure(async () => {
  const around = await surroundings();
  find('sheets', HTMLDivElement).append(...shown.map((language) => sheet(language, around)));
});
