// One element as the address says: ?element=nango-connect&integration-id=github. `connect` begins without a click.
const query = new URLSearchParams(location.search);
/** All that the page was told, from the beginning. */
globalThis.heard = [];
for (const type of ['nango-start', 'nango-success', 'nango-error']) {
  document.addEventListener(type, ({ detail }) => heard.push({ event: type, ...JSON.parse(JSON.stringify(detail)) }));
}
const element = document.createElement(query.get('element') ?? 'nango-connect');
for (const [name, value] of query) if (name !== 'element' && name !== 'connect') element.setAttribute(name, value);
element.id = 'element';
// To look into a page from outside counts as the user's gesture: where there must be none, the page says how it is.
if (query.has('connect'))
  element.addEventListener('nango-state', ({ detail }) => navigator.sendBeacon('/state', detail.state));
document.querySelector('main').append(element);
if (query.has('connect')) void element.connect();
