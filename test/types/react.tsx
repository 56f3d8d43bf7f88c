import type { JSX } from 'react';
import type {} from '../../src/types/react.js';
import { NangoConnect } from '../../src/react.js';

/** What TypeScript takes and refuses in JSX of React; compiled, not run. */
export const right: JSX.Element[] = [
  <nango-connect
    key="1"
    className="a"
    integration-id="github"
    sessionToken={() => Promise.resolve('token')}
    params={{ subdomain: 'acme' }}
    popup-width="400"
    inline
    onnango-success={({ detail }) => console.log(detail.connectionId)}
  >
    Connect
  </nango-connect>,
  // React 18 writes `className` into an attribute of that name.
  <nango-connect key="5" class="a" />,
  <nango-credentials-form key="2" auth-mode="API_KEY" onnango-error={({ detail }) => console.log(detail.outcome)} />,
  <button key="4" command="--connect" commandfor="account" />,
  <NangoConnect key="3" integrationId="github" disabled onSuccess={({ detail }) => console.log(detail.isPending)} />,
];

export const wrong: JSX.Element[] = [
  // @ts-expect-error a number is no id
  <nango-connect key="1" integration-id={5} />,
  // @ts-expect-error there is no such theme
  <nango-connect key="2" theme="blue" />,
  // @ts-expect-error the event has no such detail
  <nango-connect key="3" onnango-success={({ detail }) => console.log(detail.token)} />,
  // @ts-expect-error a form is never inline
  <nango-credentials-form key="4" inline />,
  // @ts-expect-error no such property
  <NangoConnect key="5" integration="github" />,
  // @ts-expect-error a handler takes the event
  <NangoConnect key="6" onError={(event: string) => console.log(event)} />,
];
