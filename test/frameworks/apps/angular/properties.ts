import { Directive, ElementRef, inject, Input, type OnChanges, type SimpleChanges } from '@angular/core';
import type { NangoConnect } from 'nango-elements';

/** Lets Angular check the properties of both tags, with no schema: name those that you use. */
@Directive({ selector: 'nango-connect, nango-credentials-form' })
export class NangoProperties implements OnChanges {
  readonly #element = inject<ElementRef<NangoConnect>>(ElementRef).nativeElement;
  @Input() integrationId: NangoConnect['integrationId'];
  @Input() params: NangoConnect['params'];
  @Input() sessionToken: NangoConnect['sessionToken'];
  @Input() disabled: NangoConnect['disabled'] = false;

  ngOnChanges(changes: SimpleChanges): void {
    for (const [name, { currentValue }] of Object.entries(changes)) Reflect.set(this.#element, name, currentValue);
  }
}
