import { randomUUID } from 'node:crypto';

/** The last frame of an attempt. */
export type ResultFrame =
  | { message_type: 'success'; provider_config_key: string; connection_id: string; is_pending: boolean }
  | {
      message_type: 'error';
      provider_config_key?: string;
      connection_id?: string;
      error_type: string;
      error_desc: string;
    };

/** The faults of a socket, requested by `?fault=` in its URL. */
export type SocketFault =
  'never-ack' | 'late-ack' | 'half-open' | 'close-before-ack' | 'garbage-ack' | 'drop' | 'ping' | 'early-success';

/** A proxy's frame, which means nothing to the page. */
export const ping = '{"type":"ping"}';

/** A false success. */
export function successFrame(uniqueKey: string): string {
  const frame: ResultFrame = {
    message_type: 'success',
    provider_config_key: uniqueKey,
    connection_id: randomUUID(),
    is_pending: false,
  };
  return JSON.stringify(frame);
}
