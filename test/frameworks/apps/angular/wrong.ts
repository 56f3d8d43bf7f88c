import { Component } from '@angular/core';
import 'nango-elements/define';
import { NangoProperties } from './properties.js';

/** What the type check must refuse: each line after one that says so. */
@Component({
  selector: 'app-wrong',
  imports: [NangoProperties],
  template: `
    <!-- wrong: a property of another type -->
    <nango-connect [integrationId]="5" />
    <!-- wrong: no such property -->
    <nango-connect [integration]="'github'" />
    <!-- wrong: a handler of another event -->
    <nango-connect (nango-error)="takesMouse($event)" />
    <!-- wrong: a detail that the event doesn't have -->
    <nango-connect (nango-success)="$event.detail.token" />
  `,
})
export class Wrong {
  takesMouse(event: MouseEvent): number {
    return event.clientX;
  }
}
