export { connectBackend } from './backend/connect-backend.js';
export type {
  BackendHandler,
  ConnectBackendOptions,
  ConnectedAccount,
  ConnectOrganization,
  ConnectUser,
} from './backend/options.js';
export { NangoServerError, type NangoServerErrorCode } from './backend/nango-server.js';
export { hmac } from './backend/hmac.js';
export { verifyWebhook, type NangoWebhook } from './backend/webhook.js';
