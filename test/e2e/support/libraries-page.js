// What the pages of libraries.test.ts are made of: each library around the element, as its users write it.
import { install } from '@github/hotkey';
import { Dialog as HeadlessDialog, DialogPanel, DialogTitle } from '@headlessui/react';
import * as RadixDialog from '@radix-ui/react-dialog';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { Modal } from 'bootstrap';
import Mousetrap from 'mousetrap';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

const provider = { auth_mode: 'API_KEY', credentials: { apiKey: { title: 'API key' } } };

/** Gives a tag what its form is made from. */
const give = (tag) =>
  Object.assign(tag ?? {}, { integrationId: 'acme', publicKey: 'key', host: 'https://nango.test', provider });
const tag = (props = {}) => h('nango-connect', { ...props, ref: give }, 'Connect');
const render = (what) => createRoot(document.querySelector('#app')).render(h(what));

window.pages = {
  bootstrap() {
    const modal = document.createElement('div');
    modal.className = 'modal';
    modal.id = 'layer';
    modal.tabIndex = -1;
    modal.innerHTML =
      '<div class="modal-dialog"><div class="modal-content"><input><nango-connect>Connect</nango-connect></div></div>';
    document.body.append(modal);
    give(modal.querySelector('nango-connect'));
    new Modal(modal).show();
  },

  radixDialog() {
    render(() =>
      h(
        RadixDialog.Root,
        { defaultOpen: true },
        h(
          RadixDialog.Portal,
          null,
          h(RadixDialog.Overlay),
          h(
            RadixDialog.Content,
            { id: 'layer' },
            h(RadixDialog.Title, null, 'Settings'),
            h(RadixDialog.Description, null, 'x'),
            h('input'),
            tag(),
          ),
        ),
      ),
    );
  },

  headlessDialog() {
    render(() => {
      const [open, setOpen] = useState(true);
      return h(
        HeadlessDialog,
        { open, onClose: setOpen, id: 'layer' },
        h(DialogPanel, null, h(DialogTitle, null, 'Settings'), h('input'), tag()),
      );
    });
  },

  /** A menu that stays open, as one with `preventDefault()` in `onSelect`. */
  radixMenu() {
    render(() =>
      h(
        Menu.Root,
        { defaultOpen: true },
        h(Menu.Trigger, null, 'Menu'),
        h(
          Menu.Portal,
          null,
          h(
            Menu.Content,
            { id: 'layer' },
            h(Menu.Item, null, 'Send'),
            h(Menu.Item, { onSelect: (event) => event.preventDefault() }, tag()),
            h(Menu.Item, null, 'Keep'),
          ),
        ),
      ),
    );
  },

  /** A menu that closes, and takes the tag away. */
  radixMenuThatCloses() {
    render(() => {
      const [presses, setPresses] = useState(0);
      return h(
        'div',
        null,
        h('button', { id: 'other', onClick: () => setPresses(presses + 1) }, `Pressed ${presses}`),
        h(
          Menu.Root,
          { defaultOpen: true },
          h(Menu.Trigger, null, 'Menu'),
          h(Menu.Portal, null, h(Menu.Content, { id: 'layer' }, h(Menu.Item, null, tag()))),
        ),
      );
    });
  },

  shortcuts() {
    window.ran = [];
    for (const keys of ['s', 'k', '/', '1', 'g i', 'esc', 'enter']) {
      Mousetrap.bind(keys, () => {
        window.ran.push(keys);
        return false;
      });
    }
    const button = document.createElement('button');
    button.addEventListener('click', () => window.ran.push('hotkey'));
    document.body.append(button);
    install(button, 't,_,e,?');
    for (const [name, inline] of [
      ['nango-connect', false],
      ['nango-connect', true],
      ['nango-credentials-form', false],
    ]) {
      const each = document.createElement(name);
      each.id = inline ? 'inline' : name;
      document.body.append(give(Object.assign(each, { inline })));
    }
  },
};
