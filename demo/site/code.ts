import { html, type TemplateResult } from 'lit';

/** Code with a Copy button. */
export function code(name: string, text: string): TemplateResult {
  return html`<figure class="code">
    <figcaption>
      <span>${name}</span>
      <button type="button" class="quiet" aria-label=${`Copy ${name}`} @click=${(event: Event) => void copy(event, text)}>
        Copy
      </button>
    </figcaption>
    <pre tabindex="0" role="region" aria-label=${name}><code>${text}</code></pre>
  </figure>`;
}

async function copy({ currentTarget: button }: Event, text: string): Promise<void> {
  if (!(button instanceof HTMLElement)) return;
  const isCopied = await write(text);
  say(isCopied ? 'Copied' : 'Not copied: the browser does not allow it. The code is selected.');
  const shown = button.closest('.code')?.querySelector('code');
  if (shown && !isCopied) getSelection()?.selectAllChildren(shown);
  button.dataset.done = button.textContent = isCopied ? 'Copied' : 'Not copied';
  setTimeout(() => {
    delete button.dataset.done;
    button.textContent = 'Copy';
  }, 2000);
}

/** @returns whether the browser allowed it */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Announces to screen readers what the button shows. */
function say(what: string): void {
  let status = document.querySelector<HTMLElement>('#said');
  if (!status) {
    status = document.createElement('p');
    status.id = 'said';
    status.className = 'hidden-text';
    status.setAttribute('role', 'status');
    document.querySelector('main')?.append(status);
  }
  status.textContent = what;
}
