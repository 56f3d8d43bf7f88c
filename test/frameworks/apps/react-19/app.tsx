import 'nango-elements/define';
import type {} from 'nango-elements/types/react';
import { useState } from 'react';
import { fetchToken, params } from '../session.js';

/** The bare tags, as React 19 can have them. */
export function App() {
  const [renderings, setRenderings] = useState(0);
  const [tokens, setTokens] = useState(0);
  const [isOff, setOff] = useState(false);
  const [isShown, setShown] = useState(true);
  const [connected, setConnected] = useState('');
  const [ended, setEnded] = useState('');
  const sessionToken = () => {
    setTokens((count) => count + 1);
    return fetchToken();
  };
  return (
    <>
      <button onClick={() => setRenderings(renderings + 1)}>Render again</button>
      <button onClick={() => setOff(!isOff)}>Turn off or on</button>
      <button onClick={() => setShown(false)}>Remove</button>
      {isShown && (
        <nango-connect
          integrationId="github"
          params={params}
          sessionToken={sessionToken}
          disabled={isOff}
          onnango-success={({ detail }) => setConnected(detail.connectionId)}
          onnango-error={({ detail }) => setEnded(detail.outcome)}
        >
          Connect GitHub
        </nango-connect>
      )}
      <nango-credentials-form
        integrationId="openai"
        sessionToken={sessionToken}
        onnango-success={({ detail }) => setConnected(detail.connectionId)}
      />
      <p id="renderings">{renderings}</p>
      <p id="tokens">{tokens}</p>
      <p id="connected">{connected}</p>
      <p id="ended">{ended}</p>
    </>
  );
}
