/** @jsxImportSource solid-js */
import type { JSX } from 'solid-js';
import type { NangoConnect } from '../../src/index.js';
import type {} from '../../src/types/solid.js';

/** What TypeScript takes and refuses in JSX of Solid; compiled, not run. */
export const right: JSX.Element[] = [
  <nango-connect integration-id="github" value="c1" inline="true" popup-width="400" required />,
  <nango-connect inline={undefined} session-token={() => Promise.resolve('token')} params={{ subdomain: 'acme' }} />,
  <nango-connect attr:integration-id="github" attr:value="c1" attr:inline="" attr:popup-width={400} />,
  <nango-connect bool:inline bool:required={true} bool:disabled={false} bool:debug={undefined} />,
  <nango-connect prop:sessionToken={() => Promise.resolve('token')} prop:params={{ subdomain: 'acme' }} prop:inline />,
  <nango-connect ref={(element: NangoConnect) => element.focus()} class="a" on:input={() => undefined} />,
  <nango-connect on:nango-success={({ detail }) => console.log(detail.connectionId)} />,
  <nango-connect on:nango-error={{ handleEvent: ({ detail }) => console.log(detail.outcome), once: true }} />,
  <nango-credentials-form auth-mode="API_KEY" attr:value="c1" bool:required />,
];

export const wrong: JSX.Element[] = [
  // @ts-expect-error Solid would set `integrationid`
  <nango-connect integrationId="github" />,
  // @ts-expect-error no attribute holds a function
  <nango-connect attr:session-token={() => Promise.resolve('token')} />,
  // @ts-expect-error no attribute holds an object
  <nango-connect attr:params={{ subdomain: 'acme' }} />,
  // @ts-expect-error there is no such theme
  <nango-connect attr:theme="blue" />,
  // @ts-expect-error a name is more than there or not
  <nango-connect bool:name={true} />,
  // @ts-expect-error no such word for a boolean
  <nango-connect prop:inline="yes" />,
  // @ts-expect-error the event has no such detail
  <nango-connect on:nango-error={{ handleEvent: ({ detail }) => console.log(detail.token) }} />,
  // @ts-expect-error a form is never inline
  <nango-credentials-form bool:inline />,
];
