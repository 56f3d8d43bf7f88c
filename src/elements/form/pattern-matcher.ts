/** A state of the automaton for a pattern: its condition, and the states that follow. */
interface State {
  /** Condition for the next character. Without it, no character is consumed. */
  readonly accepts?: (character: string) => boolean;
  /** Condition for a position between two characters. */
  readonly holds?: ((text: string, at: number) => boolean) | undefined;
  readonly next: State[];
}

/** Creates the states for a part of a pattern, given the state that follows. */
type Part = (next: State) => State;

/** Counted repetitions such as `{8,512}` are expanded; no pattern of a form field needs more states. */
const mostStates = 5000;
/** Limits a match to less than a tenth of a second, whatever the pattern. */
const mostSteps = 1_000_000;

const end: State = { next: [] };
const wordAt = (text: string, at: number): boolean => /\w/.test(text.charAt(at));
const onBoundary = (text: string, at: number): boolean => wordAt(text, at - 1) !== wordAt(text, at);

/**
 * Follows all paths through a pattern at once, so that the time is linear in the text's length and no pattern can block the
 * page.
 * @param start the first state
 * @param text to match
 * @param from index of the first character
 * @param steps how many are left
 * @returns whether the pattern matches there; `undefined` if the steps are used up
 */
function run(start: State, text: string, from: number, steps: { left: number }): boolean | undefined {
  const reached: State[] = [start];
  for (let at = from; reached.length; at++) {
    const waiting = new Set<State>();
    const seen = new Set<State>();
    while (reached.length) {
      const state = reached.pop();
      if (!state || seen.has(state)) continue;
      if (--steps.left < 0) return undefined;
      seen.add(state);
      if (state === end) return true;
      if (state.accepts) waiting.add(state);
      else if (!state.holds || state.holds(text, at)) reached.push(...state.next);
    }
    if (at >= text.length) return false;
    for (const { accepts, next } of waiting) if (accepts?.(text.charAt(at))) reached.push(...next);
  }
  return false;
}

type Matcher = (text: string) => boolean | undefined;

/** Parses a pattern. Throws, without a message, if it is invalid, too large, or needs more than linear time. */
function read(source: string): Matcher {
  // A minifier drops an unused `new RegExp()`, and its error with it.
  new RegExp(source).test('');
  let at = 0;
  let states = 0;
  const steps = { left: 0 };

  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(source);
    if (found) at += found[0].length;
    return found;
  };
  const state = (made: State): State => {
    if (++states > mostStates) throw new RangeError();
    return made;
  };
  const sequence =
    (parts: readonly Part[]): Part =>
    (next) =>
      parts.reduceRight((after, part) => part(after), next);
  const assertion =
    (holds: State['holds']): Part =>
    (next) =>
      state({ holds, next: [next] });

  function alternatives(): Part {
    const options: Part[] = [];
    do {
      const parts: Part[] = [];
      while (at < source.length && !/[|)]/.test(source.charAt(at))) parts.push(repeated(single()));
      options.push(sequence(parts));
    } while (take(/\|/y));
    return (next) => state({ next: options.map((option) => option(next)) });
  }

  function group(): Part {
    const inner = alternatives();
    take(/\)/y);
    return inner;
  }

  function single(): Part {
    const ahead = take(/\(\?([=!])/y);
    if (ahead) {
      const start = group()(end);
      return assertion((text, from) => (run(start, text, from, steps) ?? true) === (ahead[1] === '='));
    }
    if (take(/\((?:\?:|\?<\w+>)?(?!\?)/y)) return group();
    if (take(/\^/y)) return assertion((_, from) => from === 0);
    if (take(/\$/y)) return assertion((text, from) => from === text.length);
    if (take(/\\b/y)) return assertion(onBoundary);
    if (take(/\\B/y)) return assertion((text, from) => !onBoundary(text, from));
    const atom = take(/\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[^1-9kc])|[^(\\]/iy);
    if (!atom) throw new SyntaxError();
    const accepts = one(atom[0]);
    return (next) => state({ accepts, next: [next] });
  }

  function repeated(part: Part): Part {
    const found = take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y);
    if (!found) return part;
    const [, sign, low = '', comma, high] = found;
    const least = sign ? Number(sign === '+') : Number(low);
    const most = sign ? (sign === '?' ? 1 : Infinity) : high ? Number(high) : comma ? Infinity : least;
    return (next) => {
      let after = next;
      let count = 0;
      if (most === Infinity) {
        const loop = state({ next: [next] });
        const again = part(loop);
        loop.next.push(again);
        after = least ? again : loop;
        count = 1;
      } else {
        for (let more = least; more < most; more++) after = state({ next: [part(after), next] });
      }
      for (; count < least; count++) after = part(after);
      return after;
    };
  }

  const start = alternatives()(end);
  if (at < source.length) throw new SyntaxError();
  // Without an anchor at the beginning, anything may come before.
  const anywhere = state({ next: [start] });
  anywhere.next.push(state({ accepts: () => true, next: [anywhere] }));
  return (text) => {
    steps.left = mostSteps;
    return run(anywhere, text, 0, steps);
  };
}

/** Tests one character with the browser's own regular expression of a class or an escape. */
function one(atom: string): (character: string) => boolean {
  if (atom.length === 1 && atom !== '.') return (character) => character === atom;
  const pattern = new RegExp(`^${atom}$`);
  return (character) => pattern.test(character);
}

const matchers = new Map<string, Matcher>();

/**
 * Tests a provider's pattern in linear time: `^(a+)+$` can't block the page.
 * @param source a JavaScript pattern without flags
 * @param text to match, up to 10,000 characters
 * @returns whether it matches; `undefined` if that is unknown: an invalid pattern, one with back-references
 * or look-behind, or one that is too large
 */
export function matches(source: string, text: string): boolean | undefined {
  let matcher = matchers.get(source);
  if (!matcher) {
    try {
      matcher = read(source);
    } catch {
      matcher = () => undefined;
    }
    matchers.set(source, matcher);
  }
  return matcher(text);
}
