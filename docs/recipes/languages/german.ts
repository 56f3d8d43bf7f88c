import { registerLocale } from 'nango-elements';
import de from 'nango-elements/locales/de';

registerLocale('de', de);
