import '@/config/zod';
import * as z from 'zod';
import { isDecimal } from '@/lib/decimal';

/** What the generated schemas are made of beside zod itself; openapi-ts.config.ts names both. */
export const decimalString = z.string().refine(isDecimal, 'not a decimal');

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** A closed set today that may grow tomorrow: known words complete in the editor, others pass through as they came. */
export function words<const T extends string>(...known: readonly T[]) {
  return z.union([z.enum(known), z.custom<string & {}>(isText, 'not a word')]);
}
