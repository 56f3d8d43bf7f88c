import { readFileSync } from 'node:fs';
import { z } from 'zod';

const pairs = z.array(z.tuple([z.string(), z.string()]));

const httpCase = z.strictObject({
  kind: z.literal('http'),
  title: z.string(),
  method: z.string(),
  path: z.string(),
  query: pairs,
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  expect: z.looseObject({ status: z.number() }),
});

const popupCase = z.strictObject({
  kind: z.literal('popup'),
  title: z.string(),
  path: z.string(),
  query: pairs,
  expect: z.looseObject({ hops: z.array(z.looseObject({})), frames: z.array(z.looseObject({})) }),
});

export type HttpCase = z.infer<typeof httpCase>;
export type PopupCase = z.infer<typeof popupCase>;

/**
 * `recorded`: the exchanges that were recorded with a real server, in that order. `measured`: what else was seen of
 * one, written down by hand.
 */
export function contractCases(name: 'recorded' | 'measured'): (HttpCase | PopupCase)[] {
  const text = readFileSync(new URL(`../contract/${name}.json`, import.meta.url), 'utf8');
  return z.array(z.discriminatedUnion('kind', [httpCase, popupCase])).parse(JSON.parse(text));
}

/** Puts this run's values in the place of `{{name}}`, everywhere in a case. */
export function fill<Case extends HttpCase | PopupCase>(recorded: Case, values: Record<string, string>): Case {
  const put = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  const filled = { ...recorded, query: recorded.query.map(([name, value]): [string, string] => [name, put(value)]) };
  if (filled.kind === 'popup') return filled;
  const headers = Object.entries(filled.headers).map(([name, value]): [string, string] => [name, put(value)]);
  return { ...filled, headers: Object.fromEntries<string>(headers), body: filled.body && put(filled.body) };
}

const errorBody = z.looseObject({
  code: z.string(),
  errors: z.array(z.looseObject({ code: z.string(), path: z.array(z.unknown()) })).optional(),
  payload: z.unknown().optional(),
});

/** An answer's body reduced to what a recording keeps: its kind, an error's codes, a success's shape. */
export function reduceBody(contentType: string | null, text: string): Record<string, unknown> {
  if (text === '') return { body: 'empty' };
  if (contentType?.startsWith('text/html')) return { body: 'html' };
  if (!contentType?.startsWith('application/json')) return { body: 'text' };
  const parsed: unknown = JSON.parse(text);
  const failure = z.object({ error: errorBody }).safeParse(parsed);
  if (!failure.success) return { body: 'json', shape: shapeOf(parsed) };
  const { error } = failure.data;
  return {
    body: 'json',
    error: {
      code: error.code,
      fields: Object.keys(error).sort(),
      ...(error.errors && { issues: error.errors.map(({ code, path }) => ({ code, path })) }),
      ...('payload' in error && { payload: typeof error.payload }),
    },
  };
}

/** The names of a value's fields and the types of what is in them. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

/** A frame as recordings hold it: texts that differ from run to run are reduced to their type. */
export function reduceFrame(text: string): Record<string, unknown> {
  const frame = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const kept = new Set(['message_type', 'error_type', 'is_pending']);
  return Object.fromEntries(
    Object.entries(frame).map(([name, value]) => [name, kept.has(name) ? value : typeof value]),
  );
}
