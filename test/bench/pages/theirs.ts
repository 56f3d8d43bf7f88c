import Nango from '@nangohq/frontend';
import { connectOnClick, settings } from './speed.js';

const nango = new Nango(settings());
connectOnClick(() => nango.auth('mock-oauth2'));
