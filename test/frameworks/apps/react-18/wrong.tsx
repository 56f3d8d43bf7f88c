import { NangoConnect } from 'nango-elements/react';

// What the type check must refuse: each line after one that says so.
export const all = [
  // wrong: a property of another type
  <NangoConnect key="1" integrationId={5} />,
  // wrong: no such property
  <NangoConnect key="2" integration="github" />,
  // wrong: a handler of another event
  <NangoConnect key="3" onError={(event: MouseEvent) => event.clientX} />,
  // wrong: a detail that the event doesn't have
  <NangoConnect key="4" onSuccess={({ detail }) => detail.token} />,
];
