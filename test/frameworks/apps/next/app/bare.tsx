'use client';

import type { NangoConnect } from 'nango-elements';
import 'nango-elements/define';
import type {} from 'nango-elements/types/react';
import { useEffect, useRef, useState } from 'react';
import { fetchToken, params } from './session';

/** The bare tag. When React hydrates it, it leaves all but attributes for the next rendering: a ref gives them at once. */
export function Bare() {
  const ref = useRef<NangoConnect>(null);
  const [connected, setConnected] = useState('');
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.params = params;
    element.sessionToken = fetchToken;
    const stop = new AbortController();
    element.addEventListener('nango-success', ({ detail }) => setConnected(detail.connectionId), stop);
    return () => stop.abort();
  }, []);
  return (
    <section>
      <nango-connect ref={ref} integrationId="slack">
        Connect Slack
      </nango-connect>
      <p id="connected-bare">{connected}</p>
    </section>
  );
}
