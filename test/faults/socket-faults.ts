import type { Duplex } from 'node:stream';

/** One socket of the page, with the server behind it. */
export interface Link {
  /** The first socket of a page is number 1. */
  readonly number: number;
  send(frame: string | Buffer): void;
  /** Ends it without a word, as a proxy or a network does. */
  cut(): void;
  /** Closes it in due form. */
  close(code: number): void;
}

/** How the attempt ends: without and with a page that can say what became of it. */
interface Ends {
  readonly popup: string;
  readonly confirmed: string;
}

export interface SocketFault {
  readonly name: string;
  readonly ends: Ends;
  /** Takes the handshake. False lets it through. */
  handshake?(stream: Duplex, number: number): boolean;
  /** The server has given the socket its id. Default: it is sent on. */
  onAck?(link: Link, frame: string): void;
  /** The popup has asked for its first page. */
  onPopup?(link: Link): void;
  /** The result. Default: it is sent on. */
  onResult?(link: Link, frame: string): void;
}

const connected: Ends = { popup: 'success', confirmed: 'success' };
const unreachable: Ends = { popup: 'network_error failed', confirmed: 'network_error failed' };
const silent: Ends = { popup: 'connection_timeout failed', confirmed: 'connection_timeout failed' };
const lost: Ends = { popup: 'connection_lost unknown', confirmed: 'success' };

const unavailable = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
const success = (key: string): string =>
  JSON.stringify({ message_type: 'success', provider_config_key: key, connection_id: 'evil', is_pending: false });
/** What the page must not take for its result. */
const garbage: readonly (string | Buffer)[] = [
  '',
  'null',
  '[]',
  '"success"',
  '{"message_type":"suc',
  '{"message_type":["success"]}',
  '{"message_type":"success"}',
  '{"message_type":"success","connection_id":{"toString":1}}',
  `{"__proto__":${success('evil')}}`,
  `{"constructor":{"prototype":${success('evil')}}}`,
  success('another-integration'),
  Buffer.from([0, 255, 254, 1]),
  'x'.repeat(500_000),
];
const sendAll = (link: Link, frames: readonly (string | Buffer)[]): void => frames.forEach((frame) => link.send(frame));

/** Each is one fault of the socket between the page and the server. */
export const socketFaults: readonly SocketFault[] = [
  {
    name: 'refused: the connection is cut in the handshake',
    ends: unreachable,
    handshake: (stream) => !!stream.destroy(),
  },
  {
    name: 'refused: 503 in the handshake',
    ends: unreachable,
    handshake: (stream) => !!stream.end(unavailable),
  },
  {
    name: 'refused once',
    ends: connected,
    handshake: (stream, number) => number === 1 && !!stream.destroy(),
  },
  { name: 'half-open: the handshake is never answered', ends: silent, handshake: () => true },
  { name: 'cut before the ack', ends: unreachable, onAck: (link) => link.cut() },
  {
    name: 'cut before the ack, once',
    ends: connected,
    onAck: (link, frame) => (link.number === 1 ? link.cut() : link.send(frame)),
  },
  { name: 'no ack', ends: silent, onAck: () => undefined },
  {
    name: 'the ack 3 s late',
    ends: connected,
    onAck: (link, frame) => void setTimeout(() => link.send(frame), 3000),
  },
  {
    name: 'cut with the ack',
    ends: lost,
    onAck(link, frame) {
      link.send(frame);
      setTimeout(() => link.cut(), 20);
    },
  },
  { name: 'cut as the popup asks for its first page', ends: lost, onPopup: (link) => link.cut() },
  { name: 'closed with 1000 as the popup asks', ends: lost, onPopup: (link) => link.close(1000) },
  { name: 'closed with 1011 as the popup asks', ends: lost, onPopup: (link) => link.close(1011) },
  { name: 'cut in place of the result', ends: lost, onResult: (link) => link.cut() },
  { name: 'half-open: silent in place of the result', ends: lost, onResult: () => undefined },
  {
    name: 'garbage before the ack',
    ends: connected,
    onAck: (link, frame) => sendAll(link, [...garbage, frame]),
  },
  {
    name: 'garbage around the result',
    ends: connected,
    onResult: (link, frame) => sendAll(link, [...garbage, frame, ...garbage]),
  },
  { name: 'garbage in place of the result', ends: lost, onResult: (link) => sendAll(link, garbage) },
  {
    name: 'a frame of 2 MB in place of the result',
    ends: { popup: 'invalid_response unknown', confirmed: 'success' },
    onResult: (link, frame) => link.send(frame.replace(/\}$/, `,"padding":"${'x'.repeat(2_000_000)}"}`)),
  },
  { name: 'the ack twice', ends: connected, onAck: (link, frame) => sendAll(link, [frame, frame]) },
  { name: 'the result twice', ends: connected, onResult: (link, frame) => sendAll(link, [frame, frame]) },
  {
    name: 'out of order: a success before the ack',
    ends: connected,
    onAck: (link, frame) => sendAll(link, [success(''), frame]),
  },
  {
    name: 'out of order: the ack again before the result, with another id',
    ends: connected,
    onResult: (link, frame) => sendAll(link, ['{"message_type":"connection_ack","ws_client_id":"other"}', frame]),
  },
  {
    name: 'out of order: the result 3 s after the callback page',
    ends: connected,
    onResult: (link, frame) => void setTimeout(() => link.send(frame), 3000),
  },
];
