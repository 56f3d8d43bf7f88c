'use client';

import { NangoConnect } from 'nango-elements/react';
import { useState } from 'react';
import { fetchToken, params } from './session';

/** The wrapper, which takes everything. */
export function Wrapped() {
  const [isOff, setOff] = useState(true);
  const [connected, setConnected] = useState('');
  return (
    <section>
      <button onClick={() => setOff(!isOff)}>Turn off or on</button>
      <NangoConnect
        id="wrapped"
        integrationId="github"
        params={params}
        sessionToken={fetchToken}
        onSuccess={({ detail }) => setConnected(detail.connectionId)}
      >
        Connect GitHub
      </NangoConnect>
      <NangoConnect integrationId="gitlab" sessionToken={fetchToken} disabled={isOff}>
        Connect GitLab
      </NangoConnect>
      <p id="connected">{connected}</p>
    </section>
  );
}
