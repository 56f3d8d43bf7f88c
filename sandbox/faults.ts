import { z } from 'zod';
import {
  bigAnswer,
  cutAnswer,
  htmlPage,
  jsonError,
  lineBreaks,
  noAnswer,
  padding,
  rateLimited,
  redirectElsewhere,
  successAs,
  textAnswer,
  type WrongAnswer,
} from './fault-answers.js';
import { ping, successFrame, type SocketFault } from './frames.js';

/** The behavior of a fault. */
interface Behavior {
  /** How long to wait before a POST and the popup's first request are answered, in ms. */
  readonly wait?: number;
  /** Answers a POST or the popup's first request; nothing else happens. */
  readonly answer?: WrongAnswer;
  /** Answers a POST whose connection was made. */
  readonly answerWhenMade?: WrongAnswer;
  /** Frames for the socket when the popup arrives. */
  readonly framesOnArrival?: (uniqueKey: string) => readonly string[];
  /** Frames instead of the one with the result. */
  readonly resultFrames?: (result: string) => readonly string[];
  /** How long after the callback page the result is sent, in ms. */
  readonly resultDelay?: number;
  /** The query of the socket's URL. */
  readonly socket?: SocketFault;
  /** The socket is cut when the popup arrives. */
  readonly cutsSocket?: true;
  /** The local provider's pages sever the popup. */
  readonly severs?: true;
  /** The connection is refused after its credentials passed their test. */
  readonly failsValidation?: true;
  /** The provider redirects to the sandbox's other origin. */
  readonly hasOtherCallback?: true;
}

/** README.md describes each. */
const behaviors = {
  'no-answer': { answer: noAnswer },
  slow: { wait: 2000 },
  'html-200': { answer: htmlPage(200) },
  'html-502': { answer: htmlPage(502) },
  'rate-limit': { answer: rateLimited },
  'line-breaks': { answer: lineBreaks },
  'redirect-301': { answer: redirectElsewhere(301) },
  'redirect-302': { answer: redirectElsewhere(302) },
  'redirect-307': { answer: redirectElsewhere(307) },
  'redirect-308': { answer: redirectElsewhere(308) },
  'error-408': { answer: jsonError(408) },
  'error-500': { answer: jsonError(500) },
  'error-502': { answer: jsonError(502) },
  'error-503': { answer: jsonError(503) },
  'error-504': { answer: jsonError(504) },
  'made-408': { answerWhenMade: jsonError(408) },
  'made-500': { answerWhenMade: jsonError(500) },
  'made-502': { answerWhenMade: jsonError(502) },
  'made-503': { answerWhenMade: jsonError(503) },
  'made-504': { answerWhenMade: jsonError(504) },
  'made-html-502': { answerWhenMade: htmlPage(502) },
  'made-no-answer': { answerWhenMade: noAnswer },
  'json-as-html': { answerWhenMade: successAs('text/html') },
  'json-as-text': { answerWhenMade: successAs('text/plain') },
  'json-untyped': { answerWhenMade: successAs() },
  'big-answer': { answerWhenMade: bigAnswer },
  'text-answer': { answerWhenMade: textAnswer },
  'cut-answer': { answerWhenMade: cutAnswer },
  'never-ack': { socket: 'never-ack' },
  'late-ack': { socket: 'late-ack' },
  'half-open': { socket: 'half-open' },
  'early-success': { socket: 'early-success' },
  'ping-frames': { socket: 'ping', resultFrames: (result) => [ping, result, ping] },
  'drop-socket': { cutsSocket: true },
  'polluted-frame': { framesOnArrival: (key) => [`{"__proto__":${successFrame(key)}}`] },
  'foreign-frame': { framesOnArrival: () => [successFrame('another-integration')] },
  'text-frame': { framesOnArrival: () => [JSON.stringify(padding(500_000))] },
  'late-frame': { resultDelay: 3000 },
  'no-frame': { resultFrames: () => [] },
  'garbage-frame': { resultFrames: () => ['{"message_type":"suc'] },
  'duplicate-frames': { resultFrames: (result) => [result, result] },
  'big-frame': { resultFrames: (result) => [result.replace(/\}$/, `,"padding":"${padding(2_000_000)}"}`)] },
  'line-breaks-frame': {
    resultFrames: () => [
      '{"message_type":"error","error_type":"unknown\\r\\nforged","error_desc":"A text\\r\\nwith lines"}',
    ],
  },
  coop: { severs: true },
  'validation-failed': { failsValidation: true },
  'other-callback-origin': { hasOtherCallback: true },
} as const satisfies Record<string, Behavior>;

/** The names of all faults. */
export type Fault = keyof typeof behaviors;

const oneFault = z.custom<Fault>(
  (value) => typeof value === 'string' && Object.hasOwn(behaviors, value),
  `There is no such fault; there are ${Object.keys(behaviors).join(', ')}`,
);

/** One fault, or several at the same time: where two say the same thing, the last one counts. */
export const faultSchema = z.union([oneFault, z.array(oneFault).readonly()]);
export type Faults = z.output<typeof faultSchema>;

export function behaviorOf(integration: { readonly fault?: Faults | undefined } | undefined): Behavior {
  const all: readonly Behavior[] = [integration?.fault ?? []].flat().map((name) => behaviors[name]);
  return all.reduce((one, next) => ({ ...one, ...next }), {});
}
