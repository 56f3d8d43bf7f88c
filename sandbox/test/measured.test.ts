import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { contractConfig } from '../../test/support/contract-config.js';
import { startMockProvider, type MockProvider } from '../../test/support/mock-provider.js';
import { followPopup } from '../../test/support/popup-client.js';
import { contractCases, fill } from '../../test/support/recorded.js';
import { replayHttp } from '../../test/support/replay.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf } from './client.js';

describe('the sandbox answers as was measured on a real server', () => {
  let provider: MockProvider;
  let sandbox: Sandbox;
  beforeAll(async () => {
    provider = await startMockProvider();
    sandbox = await startSandbox(contractConfig(provider.url));
  });
  afterAll(() => Promise.all([sandbox.close(), provider.close()]));

  for (const measured of contractCases('measured')) {
    it(measured.title, async () => {
      const client = clientOf(sandbox);
      if (!(await client.backend('GET', '/integrations/mock-api-key')).body.data) {
        sandbox.addIntegration({ unique_key: 'mock-api-key', provider: 'mock-api-key' });
      }
      await client.connect('/api-auth/api-key/mock-api-key', { apiKey: 'k' }, { connection_id: 'c-1' });
      const sessionToken = await client.session();
      const filled = fill(measured, { secretKey: sandbox.secretKey, sessionToken });
      if (filled.kind === 'http') return replayHttp(sandbox.url, filled);
      const { title, path, query, expect } = filled;
      const deletes = title === 'the session is deleted before the callback';
      const beforeCallback = async () => {
        if (deletes) await client.send('DELETE', '/connect/session', undefined, sessionToken);
      };
      const popup = { host: sandbox.url, providers: [provider.url], path, query, beforeCallback };
      assert.deepEqual(await followPopup(popup), expect);
      if (deletes) assert.equal(sandbox.connections()[0]?.end_user, null);
    });
  }
});
