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

/** Counted repetitions such as `{8,512}` are expanded; no pattern of a form field is longer or needs more states. */
const mostStates = 5000;

/** Limits all matches of one task together to a fifth of a second, whatever the patterns, and however many. */
const mostSteps = 1_000_000;
/** How many are left in this task. Not set yet if 0, used up if negative. */
let left = 0;

const end: State = { next: [] };
const wordAt = (text: string, at: number): boolean => /\w/.test(text.charAt(at));
const onBoundary = (text: string, at: number): boolean => wordAt(text, at - 1) !== wordAt(text, at);

/**
 * Follows all paths through a pattern at once, so that the time is linear in the text's length and no pattern can block the
 * page.
 * @param start the first state
 * @param text to match
 * @param from index of the first character
 * @returns whether the pattern matches there; `undefined` if the steps are used up
 */
function run(start: State, text: string, from: number): boolean | undefined {
  const reached: State[] = [start];
  for (let at = from; reached.length; at++) {
    const waiting = new Set<State>();
    const seen = new Set<State>();
    while (reached.length) {
      const state = reached.pop();
      if (--left < 0) return undefined;
      if (state === end) return true;
      if (!state || seen.has(state)) continue;
      seen.add(state);
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
  // Only the syntax is checked: matching even an empty text may take forever. A minifier would drop an unused `new RegExp()`.
  let at = new RegExp(source).lastIndex;
  let states = 0;

  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(source);
    if (found) at = token.lastIndex;
    return found;
  };
  const state = (made: State): State => {
    if (++states > mostStates) throw new RangeError();
    return made;
  };
  const assertion =
    (holds: State['holds']): Part =>
    (next) =>
      state({ holds, next: [next] });

  function alternatives(): Part {
    const options: Part[] = [];
    do {
      const parts: Part[] = [];
      while (/[^|)]/.test(source.charAt(at))) parts.push(repeated(single()));
      options.push((next) => parts.reduceRight((after, part) => part(after), next));
    } while (take(/\|/y));
    // The end of a group.
    take(/\)/y);
    return (next) => state({ next: options.map((option) => option(next)) });
  }

  function single(): Part {
    const ahead = take(/\(\?([=!])/y);
    if (ahead) {
      const start = alternatives()(end);
      return assertion((text, from) => !run(start, text, from) === (ahead[1] === '!'));
    }
    if (take(/\((?:\?:|\?<\w+>)?(?!\?)/y)) return alternatives();
    if (take(/\^/y)) return assertion((_, from) => !from);
    if (take(/\$/y)) return assertion((text, from) => from === text.length);
    if (take(/\\b/y)) return assertion(onBoundary);
    if (take(/\\B/y)) return assertion((text, from) => !onBoundary(text, from));
    const atom = take(/\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[^1-9kc])|[^(\\]/iy);
    if (!atom) throw new RangeError();
    // The browser's own regular expression of one character, a class or an escape.
    const one = new RegExp(`^${atom[0]}$`);
    return (next) => state({ accepts: (character) => one.test(character), next: [next] });
  }

  function repeated(part: Part): Part {
    const found = take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y);
    if (!found) return part;
    const [, sign, low = sign === '+', comma = sign, high = sign === '?'] = found;
    const least = Number(low);
    const most = high ? Number(high) : comma ? Infinity : least;
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
  if (at < source.length) throw new RangeError();
  // Without an anchor at the beginning, anything may come before.
  const anywhere = state({ next: [start] });
  anywhere.next.push(state({ accepts: () => true, next: [anywhere] }));
  return (text) => run(anywhere, text, 0);
}

const matchers = new Map<string, Matcher>();

/**
 * Tests a provider's pattern in linear time: `^(a+)+$` can't block the page.
 * @param source a JavaScript pattern without flags
 * @param text to match, up to 10,000 characters
 * @returns whether it matches; `undefined` if that is unknown: an invalid pattern, one with back-references
 * or look-behind, one that is too large, or too many steps in one task
 */
export function matches(source: string, text: string): boolean | undefined {
  if (!left) setTimeout(() => (left = 0));
  left ||= mostSteps;
  if (left < 0 || source.length > mostStates) return undefined;
  let matcher = matchers.get(source);
  if (!matcher) {
    // Reading it takes time too.
    left -= 20_000;
    try {
      matcher = read(source);
    } catch {
      matcher = () => undefined;
    }
    matchers.set(source, matcher);
  }
  return matcher(text);
}
