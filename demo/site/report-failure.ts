import { element } from '../playground/dom.js';

let notice: HTMLElement | undefined;

/** Does what needs the playground's server. If that fails, the page says so below its bar until something succeeds. */
export async function reportFailure(task: () => Promise<unknown>): Promise<void> {
  try {
    await task();
    notice?.remove();
    notice = undefined;
  } catch (error) {
    notice ??= element('p', { className: 'failure', role: 'alert' });
    notice.textContent = reasonOf(error);
    document.querySelector('.bar')?.after(notice);
  }
}

function reasonOf(error: unknown): string {
  // What browsers throw for a request without an answer.
  if (error instanceof TypeError)
    return 'The playground’s server doesn’t answer. Start it with npm start, and reload this page.';
  return `That failed. ${error instanceof Error ? error.message : String(error)}`;
}
