import 'nango-elements/define';
import type {} from 'nango-elements/types/preact';
import { useState } from 'preact/hooks';
import { fetchToken } from '../session.js';

/** `params` is an object where a browser renders it: Preact's hydration sets functions only, so there it is JSON. */
export function App({ params }: { params: Record<string, unknown> | string }) {
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
          integration-id="github"
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
        integration-id="openai"
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
