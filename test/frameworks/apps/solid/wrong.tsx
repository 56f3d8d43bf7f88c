import type {} from 'nango-elements/types/solid';

// What the type check must refuse: each line after one that says so.
export const all = [
  // wrong: a property of another type
  <nango-connect prop:integrationId={5} />,
  // wrong: no such property
  <nango-connect prop:integration="github" />,
  // wrong: a handler of another event
  <nango-connect on:nango-error={(event: MouseEvent) => event.clientX} />,
  // wrong: a detail that the event doesn't have
  <nango-connect on:nango-success={({ detail }) => detail.token} />,
];
