import { hydrate, render } from 'preact';
import { params } from '../session.js';
import { App } from './app.js';

const place = document.querySelector('main')!;
if (place.firstChild) hydrate(<App params={JSON.stringify(params)} />, place);
else render(<App params={params} />, place);
