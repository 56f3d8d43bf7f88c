// Everything in one file, for a page without a bundler: the languages are in the folder beside it.
import './elements/check-document.js';
// What is alike stands side by side: gzip makes 2 % less of it.
import 'lit';
import './elements/shared.styles.js';
import './elements/panels.styles.js';
import './elements/dialog.styles.js';
import './elements/credentials-form.styles.js';
import './elements/integration-picker.styles.js';
import './elements/nango-credentials-form.styles.js';
import './elements/pasted-text.js';
import './elements/english.js';
import './engine/nango.js';
import './define.js';
import './locales.js';
