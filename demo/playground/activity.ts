import { reportFailure } from '../site/report-failure.js';
import { list } from './api.js';
import { clock, element, find } from './dom.js';
import { setFaults } from './sandbox-fault.js';

interface Entry {
  readonly at: string;
  readonly integration: string;
  readonly authMode?: string;
  readonly outcome: string;
  readonly code?: string;
  readonly message?: string;
}

/** Shows the recent attempts from the sandbox. */
export async function showActivity(): Promise<void> {
  const entries = await list('/api/activity', isEntry);
  find('activity', HTMLOListElement).replaceChildren(...entries.map(row));
  find('no-activity', HTMLParagraphElement).hidden = entries.length > 0;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'outcome' in value && 'integration' in value;
}

function row({ at, integration, authMode, outcome, code, message }: Entry): HTMLLIElement {
  const reason = [code, message].filter(Boolean).join(': ');
  return element(
    'li',
    { className: outcome },
    element('p', { className: 'head' }, element('strong', {}, outcome), clock(new Date(at))),
    ...(reason ? [element('p', {}, reason)] : []),
    element('p', { className: 'source' }, [integration, authMode].filter(Boolean).join(' · ')),
  );
}

/** The switch that makes the sandbox misbehave. */
export function watchFaults(): void {
  const form = find('faults', HTMLFormElement);
  // Each integration has its own fault.
  const faults = new Map<string, string>();
  form.addEventListener('change', ({ target }) => {
    const { integration, fault } = Object.fromEntries(new FormData(form));
    if (typeof integration !== 'string' || typeof fault !== 'string') return;
    const control = form.elements.namedItem('fault');
    if (target !== control && control instanceof HTMLSelectElement) {
      control.value = faults.get(integration) ?? '';
      return;
    }
    faults.set(integration, fault);
    void reportFailure(() => setFaults(integration, fault ? [fault] : []));
  });
}
