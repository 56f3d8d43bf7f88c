import { watchSettings } from './playground/settings.js';

watchSettings();
