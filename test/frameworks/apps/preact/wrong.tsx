import type {} from 'nango-elements/types/preact';

// What the type check must refuse: each line after one that says so.
export const all = [
  // wrong: a property of another type
  <nango-connect key="1" integrationId={5} />,
  // wrong: no such property
  <nango-connect key="2" integration="github" />,
  // wrong: a handler of another event
  <nango-connect key="3" onnango-error={(event: MouseEvent) => event.clientX} />,
  // wrong: a detail that the event doesn't have
  <nango-connect key="4" onnango-success={({ detail }) => detail.token} />,
];
