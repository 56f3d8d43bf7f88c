import { registerLocale } from 'nango-elements';

registerLocale('nl', {
  connect: 'Verbinden',
  connect_to: '{name} verbinden',
  connected: 'Verbonden',
  connected_to: '{name} is verbonden',
  cancel: 'Annuleren',
  retry: 'Opnieuw proberen',
  error_cancelled: 'Geannuleerd.',
});
