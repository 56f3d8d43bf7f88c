import 'nango-elements/define';
import 'nango-elements/locales';
import { AuthError } from 'nango-elements/engine';

const { dataset } = document.documentElement;
document.addEventListener('nango-success', ({ detail }) => (dataset.connected = detail.connectionId));
document.addEventListener('nango-error', ({ target }) => (dataset.failed = String(target.error instanceof AuthError)));
