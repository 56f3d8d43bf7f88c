import type { Request, Response } from 'express';
import type { Ending } from './activity.js';
import { save, type Attempt } from './attempt.js';
import type { Environment } from './environment.js';
import { HttpError } from './errors.js';
import { behaviorOf } from './faults.js';
import type { ResultFrame } from './frames.js';
import type { OAuthSession } from './oauth-sessions.js';
import { sendResultPage } from './result-page.js';
import type { AuthMode } from './templates.js';

/** Ends a popup: the socket gets the type, the page shows the text. */
export class PopupFailure extends Error {
  override readonly name = 'PopupFailure';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** What is known about a popup before it fails. */
export interface Known {
  providerConfigKey: string;
  connectionId: string | undefined;
  socketId: string | undefined;
  authMode?: AuthMode;
  endUser?: string;
  /** Of a popup that was sent to the provider. */
  finish?: (ending: Ending) => void;
}

/** The result of a popup's last step. */
export interface Result {
  attempt: Attempt;
  pending: boolean;
}

/** Runs the last step and reports how it went, to the socket first, then to the page. */
export async function end(
  environment: Environment,
  request: Request,
  response: Response,
  { attempt: asked, socketId, finish }: OAuthSession,
  step: () => Promise<Result>,
): Promise<void> {
  const { unique_key: providerConfigKey } = asked.integration;
  try {
    const { attempt, pending } = await step();
    save(environment, attempt);
    sendResult(environment, providerConfigKey, socketId, {
      message_type: 'success',
      provider_config_key: providerConfigKey,
      connection_id: attempt.connectionId,
      is_pending: pending,
    });
    finish({ outcome: pending ? 'pending' : 'success' });
    sendResultPage(request, response);
  } catch (error) {
    if (error instanceof HttpError && error.code === 'connection_test_failed') {
      finish({ outcome: 'failed', code: error.code, message: error.message });
      throw error;
    }
    const failure = error instanceof HttpError ? new PopupFailure(error.code, error.message) : error;
    const known = { providerConfigKey, connectionId: asked.connectionId, socketId, finish };
    fail(environment, request, response, known, failure);
  }
}

/** Reports to socket, page and activity; to the socket first, as Nango does. */
export function fail(
  environment: Environment,
  request: Request,
  response: Response,
  known: Known,
  error: unknown,
): void {
  const type = error instanceof PopupFailure ? error.type : 'unknown_err';
  const message = error instanceof Error ? describe(error) : String(error);
  sendResult(environment, known.providerConfigKey, known.socketId, {
    message_type: 'error',
    provider_config_key: known.providerConfigKey,
    ...(known.connectionId !== undefined && { connection_id: known.connectionId }),
    error_type: type,
    error_desc: message,
  });
  report(environment, known, type, message);
  sendResultPage(request, response, message);
}

export function report({ activity }: Environment, known: Known, code: string, message: string): void {
  const { providerConfigKey: integration, authMode, endUser, finish } = known;
  const ending = { outcome: 'failed', code, message } as const;
  if (finish) finish(ending);
  else activity.add({ integration, ...(authMode && { authMode }), ...(endUser && { endUser }), ...ending });
}

/** Sends the result, or what the integration's fault makes of it. */
function sendResult(
  { integrations, sockets }: Environment,
  uniqueKey: string,
  socketId: string | undefined,
  result: ResultFrame,
): void {
  const integration = integrations.get(uniqueKey);
  const { resultFrames, resultDelay } = behaviorOf(integration);
  const text = JSON.stringify(result);
  const frames = resultFrames ? resultFrames(text) : [text];
  if (resultDelay === undefined) return sockets.finish(socketId, frames);
  setTimeout(() => sockets.finish(socketId, frames), integration?.fault_delay ?? resultDelay).unref();
}

/** A token endpoint's error says more than the library's sentence about it. */
function describe(error: Error): string {
  const { error: code, error_description: description } = Object.fromEntries(Object.entries(error));
  return [error.message, code, description].filter((part) => typeof part === 'string' && part !== '').join(': ');
}
