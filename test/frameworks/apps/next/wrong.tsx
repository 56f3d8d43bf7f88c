import { NangoConnect } from 'nango-elements/react';
import type {} from 'nango-elements/types/react';

// What the type check must refuse: each line after one that says so.
export const all = [
  // wrong: a property of another type
  <NangoConnect key="1" integrationId={5} />,
  // wrong: a detail that the event doesn't have
  <NangoConnect key="2" onSuccess={({ detail }) => detail.token} />,
  // wrong: a property of another type
  <nango-connect key="3" integrationId={5} />,
  // wrong: no such property
  <nango-connect key="4" integration="github" />,
];
