import { afterEach, beforeEach, expect } from 'vitest';
import type { Call, Make, Result, Settings } from '../../support/packages.js';
import { fakes, host, settle } from './fakes.js';

/** Fakes for each test of a suite. What `@nangohq/frontend` leaves behind is left to it. */
export function usePackages(): void {
  beforeEach(() => fakes.install());
  afterEach(() => fakes.restore());
}

/** The request of a call, with its query taken apart. */
export async function requestOf(make: Make, settings: Settings, call: Call) {
  fakes.server = (request) => request.answer(200, { connectionId: 'c' });
  await call(make({ host, ...settings }));
  const { method, url, headers, body } = fakes.request;
  return { method, pathname: url.pathname, query: sorted(url), contentType: headers.get('content-type'), body };
}

/** Where a call leads its popup, with the query taken apart. */
export async function popupUrlOf(make: Make, settings: Settings, call: Call) {
  const popups = fakes.popups.length;
  const attempt = new End(call(make({ host, ...settings })));
  await settle();
  fakes.socket.ack('socket-id');
  await settle();
  expect(fakes.popups).to.have.length(popups + 1);
  const url = new URL(fakes.popup.visited[0] ?? '');
  expect(url.searchParams.get('ws_client_id')).to.equal('socket-id');
  url.searchParams.delete('ws_client_id');
  expect(attempt.reached).to.equal('pending');
  return { pathname: url.pathname, query: sorted(url) };
}

const sorted = (url: URL): [string, string][] => [...url.searchParams].sort();

/** How a call ends. */
export class End {
  /** `pending`, `resolved`, or `rejected` and with what. */
  reached = 'pending';
  result: Result | undefined;
  error: unknown;

  constructor(attempt: Promise<Result>) {
    attempt.then(
      (result) => {
        this.reached = 'resolved';
        this.result = result;
      },
      (error: unknown) => {
        this.reached = `rejected ${nameOf(error)}`;
        this.error = error;
      },
    );
  }

  /** Begins a call, which may also throw at once. */
  static async of(call: () => Promise<Result>): Promise<string> {
    let end;
    try {
      end = new End(call());
    } catch (error) {
      return `threw ${nameOf(error)}`;
    }
    await settle();
    return end.reached;
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'type' in error ? String(error.type) : error.name;
}
