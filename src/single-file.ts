// Everything in one file, for a page without a bundler: the languages are in the folder beside it.
import './elements/check-document.js';
// What is alike stands side by side: gzip makes 2 % less of it.
import 'lit';
import './elements/shared.styles.js';
import './elements/attempt/panels.styles.js';
import './elements/connect/dialog.styles.js';
import './elements/form/credentials-form.styles.js';
import './elements/connect/integration-picker.styles.js';
import './elements/nango-credentials-form.styles.js';
import './elements/form/pasting/pasted-text.js';
import './elements/texts/english.js';
import './engine/nango.js';
import './elements/attempt/page-backend.js';
import './elements/attempt/connection-controller.js';
import './elements/connect/connect-flow.js';
import './elements/form/form-inputs.js';
import './elements/account/account-controller.js';
import './define.js';
import './locales.js';
