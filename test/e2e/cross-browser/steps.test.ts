import assert from 'node:assert/strict';
import { it } from 'vitest';
import { inEngine } from '../support/engine-tests.js';
import { allIsDone, alone, signInAndAllow, windowOf, type Person } from '../support/person.js';

interface Way {
  readonly name: string;
  readonly integration?: string;
  /** What the session allows, where the user chooses; the first one comes first in the picker. */
  readonly allow?: string;
  readonly keyboard?: boolean;
  /** What the user does on the page to get to the provider's window, or to the end. */
  readonly steps: readonly ((person: Person) => Promise<void>)[];
  readonly opensWindow?: boolean;
  /** All that a user may have to do on the page. */
  readonly inputs: readonly string[];
}

const click = (person: Person): Promise<void> => person.click('[part=button]');
const enter = (person: Person): Promise<void> => person.press('Enter');
const clickOn =
  (name: string) =>
  (person: Person): Promise<void> =>
    person.click(['[role=option]', name]);

/** The first one is chosen already. */
const enterOn =
  (name: string) =>
  async (person: Person): Promise<void> => {
    await person.sees(['[role=option][aria-selected=true]', name]);
    await person.hasFocus('search');
    await person.press('Enter');
  };

/** The cursor is where the key belongs. */
const typeKey = async (person: Person): Promise<void> => {
  await person.hasFocus('credentials.apiKey');
  await person.type('good-key');
  await person.press('Enter');
};

const ways: readonly Way[] = [
  { name: 'OAuth: one click', integration: 'github', steps: [click], opensWindow: true, inputs: ['click'] },
  { name: 'OAuth: Enter', integration: 'github', keyboard: true, steps: [enter], opensWindow: true, inputs: ['Enter'] },
  {
    name: 'API key: one click, the key, Enter',
    integration: 'openai',
    steps: [click, typeKey],
    inputs: ['click', 'text', 'Enter'],
  },
  {
    name: 'API key: Enter, the key, Enter',
    integration: 'openai',
    keyboard: true,
    steps: [enter, typeKey],
    inputs: ['Enter', 'text', 'Enter'],
  },
  {
    name: 'OAuth from the picker: one click more',
    allow: 'github,openai',
    steps: [click, clickOn('GitHub')],
    opensWindow: true,
    inputs: ['click', 'click'],
  },
  {
    name: 'OAuth from the picker: one Enter more',
    allow: 'github,openai',
    keyboard: true,
    steps: [enter, enterOn('GitHub')],
    opensWindow: true,
    inputs: ['Enter', 'Enter'],
  },
  {
    name: 'API key from the picker: one click more',
    allow: 'openai,zendesk',
    steps: [click, clickOn('OpenAI'), typeKey],
    inputs: ['click', 'click', 'text', 'Enter'],
  },
  {
    name: 'API key from the picker: one Enter more',
    allow: 'openai,zendesk',
    keyboard: true,
    steps: [enter, enterOn('OpenAI'), typeKey],
    inputs: ['Enter', 'Enter', 'text', 'Enter'],
  },
];

inEngine('The steps from page to connected', (setting) => {
  for (const { name, integration, allow, keyboard, steps, opensWindow, inputs } of ways) {
    it(name, async () => {
      const { visit, person } = await setting.open({
        ...(integration && { 'integration-id': integration }),
        ...(allow && { 'session-url': `${setting.host.url}/session?allow=${allow}` }),
      });
      if (allow) await person.isReady(allow.split(',').length);
      // The way to the button is not counted, neither the mouse's nor the keyboard's.
      if (keyboard) await person.tabTo('button');
      const before = person.inputs.length;
      const go = async () => {
        for (const step of steps) await step(person);
      };
      if (opensWindow) await signInAndAllow(await windowOf(visit, go));
      else await go();

      assert.equal((await person.end()).event, 'nango-success');
      await alone(visit);
      await allIsDone(person);
      assert.deepEqual(person.inputs.slice(before), inputs);
    });
  }
});
