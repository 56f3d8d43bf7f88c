import '../../../src/define.js';
import { painted, report, settings } from './speed.js';

// From a click on the button to the first field that can be typed into, when the page has been open for a while.

const { host, connectSessionToken } = settings();
const element = document.createElement('nango-connect');
element.textContent = 'Connect';
Object.assign(element, { host, sessionToken: connectSessionToken, integrationId: 'mock-api-key' });
Object.assign(element.style, { position: 'fixed', left: '100px', top: '100px' });
document.querySelector('button')?.replaceWith(element);

let clickedAt = 0;
addEventListener('click', ({ timeStamp }) => (clickedAt = timeStamp), true);
await element.updateComplete;
await report({ ready: 1 });
while (!element.shadowRoot?.activeElement?.matches('[part=input]')) await painted();
await painted();
await report({ took: performance.now() - clickedAt });
