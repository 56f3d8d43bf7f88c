import type {} from '../../src/elements/events.js';
import { clock, element, find } from './dom.js';

const names = [
  'nango-start',
  'nango-state',
  'nango-success',
  'nango-error',
  'nango-disconnect',
  'nango-disconnected',
] as const;
const kept = 60;

/**
 * Shows each event of the elements as it fires, the newest first.
 * @param ended called after each attempt
 */
export function watchEvents(ended: () => void): void {
  for (const name of names) {
    document.addEventListener(name, (event) => {
      show(event);
      if (/^nango-(success|error|disconnected)$/.test(event.type)) ended();
    });
  }
}

function show(event: GlobalEventHandlersEventMap[(typeof names)[number]]): void {
  const list = find('events', HTMLOListElement);
  const source =
    event.target instanceof Element && 'integrationId' in event.target ? event.target.integrationId : undefined;
  list.prepend(
    element(
      'li',
      { className: event.type },
      element('p', { className: 'head' }, element('strong', {}, event.type), clock(new Date())),
      element('p', {}, tell(event)),
      ...(typeof source === 'string' ? [element('p', { className: 'source' }, source)] : []),
    ),
  );
  while (list.children.length > kept) list.lastElementChild?.remove();
  find('no-events', HTMLParagraphElement).hidden = true;
}

function tell(event: GlobalEventHandlersEventMap[(typeof names)[number]]): string {
  const { detail } = event;
  if ('state' in detail) return `${detail.previous} → ${detail.state}`;
  if ('connectionId' in detail)
    return `connectionId ${detail.connectionId}${'isPending' in detail && detail.isPending ? ', pending' : ''}`;
  if ('outcome' in detail) return `${detail.type}, ${detail.outcome}: ${detail.message}`;
  return 'an attempt begins';
}
