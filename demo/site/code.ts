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
  const done = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Not copied: the browser does not allow it',
  );
  say(done);
  if (!(button instanceof HTMLElement)) return;
  button.dataset.done = done;
  setTimeout(() => delete button.dataset.done, 2000);
}

/** Announces to screen readers what a change of color shows. */
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
