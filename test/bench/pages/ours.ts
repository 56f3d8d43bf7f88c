import { Nango } from '../../../src/engine/nango.js';
import { connectOnClick, settings } from './speed.js';

const nango = new Nango(settings());
connectOnClick(
  () => nango.auth('mock-oauth2'),
  () => nango.prepare(),
);
