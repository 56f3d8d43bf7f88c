import 'nango-elements/define';
import type {} from 'nango-elements/types/solid';
import { createSignal, Show } from 'solid-js';
import { fetchToken, params } from '../session.js';

export function App() {
  const [renderings, setRenderings] = createSignal(0);
  const [tokens, setTokens] = createSignal(0);
  const [isOff, setOff] = createSignal(false);
  const [isShown, setShown] = createSignal(true);
  const [connected, setConnected] = createSignal('');
  const [ended, setEnded] = createSignal('');
  const sessionToken = () => {
    setTokens(tokens() + 1);
    return fetchToken();
  };
  return (
    <>
      <button onClick={() => setRenderings(renderings() + 1)}>Render again</button>
      <button onClick={() => setOff(!isOff())}>Turn off or on</button>
      <button onClick={() => setShown(false)}>Remove</button>
      <Show when={isShown()}>
        <nango-connect
          integration-id="github"
          prop:params={params}
          prop:sessionToken={sessionToken}
          prop:disabled={isOff()}
          on:nango-success={({ detail }) => setConnected(detail.connectionId)}
          on:nango-error={({ detail }) => setEnded(detail.outcome)}
        >
          Connect GitHub
        </nango-connect>
      </Show>
      <nango-credentials-form
        integration-id="openai"
        prop:sessionToken={sessionToken}
        on:nango-success={({ detail }) => setConnected(detail.connectionId)}
      />
      <p id="renderings">{renderings()}</p>
      <p id="tokens">{tokens()}</p>
      <p id="connected">{connected()}</p>
      <p id="ended">{ended()}</p>
    </>
  );
}
