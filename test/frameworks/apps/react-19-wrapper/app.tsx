import { NangoConnect, NangoCredentialsForm } from 'nango-elements/react';
import { useState } from 'react';
import { fetchToken, params } from '../session.js';

/** The wrapper, which server rendering and React 18 need. */
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
        <NangoConnect
          integrationId="github"
          params={params}
          sessionToken={sessionToken}
          disabled={isOff}
          onSuccess={({ detail }) => setConnected(detail.connectionId)}
          onError={({ detail }) => setEnded(detail.outcome)}
        >
          Connect GitHub
        </NangoConnect>
      )}
      <NangoCredentialsForm
        integrationId="openai"
        sessionToken={sessionToken}
        onSuccess={({ detail }) => setConnected(detail.connectionId)}
      />
      <p id="renderings">{renderings}</p>
      <p id="tokens">{tokens}</p>
      <p id="connected">{connected}</p>
      <p id="ended">{ended}</p>
    </>
  );
}
