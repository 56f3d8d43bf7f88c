import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';

interface Issue {
  code: string;
  message: string;
  path: string[];
}

/** An error response. The functions below create one in each of Nango's shapes. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;

  constructor(status: number, error: { code: string; message?: string; errors?: Issue[]; [field: string]: unknown }) {
    super(error.message ?? error.errors?.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '));
    this.status = status;
    this.code = error.code;
    this.body = { error };
  }

  send(response: Response): void {
    response.status(this.status).json(this.body);
  }
}

/** A code and an optional message. */
export function plain(status: number, code: string, message?: string): HttpError {
  return new HttpError(status, { code, ...(message !== undefined && { message }) });
}

/** Validation errors by field. */
export function invalid(
  code: 'invalid_body' | 'invalid_query_params' | 'invalid_uri_params',
  ...issues: readonly (z.core.$ZodIssue | Issue)[]
): HttpError {
  return new HttpError(400, {
    code,
    errors: issues.map((issue) => ({
      code: issue.code ?? 'custom',
      message: issue.message,
      path: issue.path.map(String),
    })),
  });
}

export function issue(path: string[], message: string, code = 'custom'): Issue {
  return { code, message, path };
}

/** A message, a code and a payload. */
export function described(status: number, code: string, message: string, payload: unknown = {}): HttpError {
  return new HttpError(status, { message, code, payload });
}

export function tooManyRequests(request: Request): HttpError {
  return new HttpError(429, { code: 'too_many_request', method: request.method, path: request.path });
}

export function unexpected(): HttpError {
  return described(500, 'generic_error_support', 'The sandbox has a bug; its terminal shows the error', randomUUID());
}

/** @throws HttpError that lists every issue */
export function check<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  code: 'invalid_body' | 'invalid_query_params' | 'invalid_uri_params' = 'invalid_body',
): Output {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(code, ...parsed.error.issues);
  return parsed.data;
}
