import type {} from 'nango-elements/types/react';
import { Bare } from './bare';
import { Wrapped } from './wrapped';

/** Rendered on the server alone: its tag has attributes, under the names of properties. */
export default function Page() {
  return (
    <main>
      <Wrapped />
      <Bare />
      <nango-connect integrationId="notion" sessionUrl="/api/nango/session">
        Connect Notion
      </nango-connect>
      <p>Below the buttons</p>
    </main>
  );
}
