import { Nango } from 'nango-elements/engine';

new Nango().auth('github').catch(({ type }) => (document.documentElement.dataset.type = type));
