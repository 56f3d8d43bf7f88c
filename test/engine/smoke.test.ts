import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { connections, newSession, openSockets, sandboxInfo } from '../browser-support/sandbox.js';

describe('a real popup', () => {
  it('is blocked without a click', () => {
    expect(window.open('about:blank', '_blank', 'popup')).to.equal(null);
  });

  for (const integration of ['mock-oauth2', 'mock-oauth2-auto-page', 'mock-oauth2-auto-coop']) {
    it(`comes back from the mock provider: ${integration}`, async () => {
      const { url } = await sandboxInfo();
      const token = await newSession();
      const before = (await connections()).length;
      const button = document.createElement('button');
      button.style.cssText = 'position:fixed;left:10px;top:10px;width:80px;height:30px';
      document.body.append(button);
      const socket = new WebSocket(url.replace('http', 'ws'));
      const received = (): Promise<string> =>
        new Promise((resolve) => { socket.onmessage = ({ data }) => resolve(String(data)); });
      const [id = ''] = /(?<="ws_client_id":")[^"]+/.exec(await received()) ?? [];
      expect(await openSockets()).to.equal(1);
      const query = new URLSearchParams({ connect_session_token: token, ws_client_id: id, 'authorization_params[delay]': '200' });
      let popup: Window | null = null;
      button.onclick = () => {
        popup = window.open(`${url}/oauth/connect/${integration}?${query}`, '_blank', 'popup,width=300,height=300');
      };
      const result = received();
      await sendMouse({ type: 'click', position: [50, 25] });
      expect(popup).not.to.equal(null);
      expect(await result).to.include('"message_type":"success"');
      expect((await connections()).length).to.equal(before + 1);
      socket.close();
      button.remove();
    });
  }
});
