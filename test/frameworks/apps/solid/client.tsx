import { hydrate, render } from 'solid-js/web';
import { App } from './app.js';

const place = document.querySelector('main')!;
if (place.firstChild) hydrate(() => <App />, place);
else render(() => <App />, place);
