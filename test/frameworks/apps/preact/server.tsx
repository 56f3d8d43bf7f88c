import { renderToString } from 'preact-render-to-string';
import { params } from '../session.js';
import { App } from './app.js';

export const render = () => renderToString(<App params={JSON.stringify(params)} />);
