import { Component, signal } from '@angular/core';
import 'nango-elements/define';
import { fetchToken, params } from '../session.js';
import { NangoProperties } from './properties.js';

@Component({
  selector: 'main',
  imports: [NangoProperties],
  // Also the end of an attempt whose element was removed, when Angular has taken off the element's own listeners.
  host: { '(document:nango-error)': 'ended.set($event.detail.outcome)' },
  template: `
    <button (click)="renderings.set(renderings() + 1)">Render again</button>
    <button (click)="isOff.set(!isOff())">Turn off or on</button>
    <button (click)="isShown.set(false)">Remove</button>
    @if (isShown()) {
      <nango-connect
        integration-id="github"
        [params]="params"
        [sessionToken]="sessionToken"
        [disabled]="isOff()"
        (nango-success)="connected.set($event.detail.connectionId)"
        >Connect GitHub</nango-connect
      >
    }
    <nango-credentials-form
      integration-id="openai"
      [sessionToken]="sessionToken"
      (nango-success)="connected.set($event.detail.connectionId)"
    />
    <p id="renderings">{{ renderings() }}</p>
    <p id="tokens">{{ tokens() }}</p>
    <p id="connected">{{ connected() }}</p>
    <p id="ended">{{ ended() }}</p>
  `,
})
export class App {
  readonly renderings = signal(0);
  readonly tokens = signal(0);
  readonly isOff = signal(false);
  readonly isShown = signal(true);
  readonly connected = signal('');
  readonly ended = signal('');
  readonly params = params;
  readonly sessionToken = () => {
    this.tokens.update((count) => count + 1);
    return fetchToken();
  };
}
