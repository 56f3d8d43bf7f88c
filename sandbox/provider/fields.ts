import type { Request } from 'express';
import { z } from 'zod';

const texts = z.record(z.string(), z.unknown());

/** A field of a form that was sent, or nothing. */
export function field(request: Request, name: string): string {
  const value = texts.safeParse(request.body).data?.[name];
  return typeof value === 'string' ? value : '';
}
