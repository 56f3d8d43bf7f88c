import 'nango-elements/locales';
