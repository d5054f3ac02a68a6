import '@/config/zod';
import * as z from 'zod';
import { isDecimal } from '@/lib/decimal';

/** The answer's building blocks. What a newer server adds is ignored, an unknown word is kept as it came. */
export const decimalString = z.string().refine(isDecimal, 'not a decimal');

/** Absent and null both mean unknown. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? null);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** A closed set today that may grow tomorrow: known words complete in the editor, others pass through. */
export function words<const T extends string>(...known: readonly T[]) {
  return z.union([z.enum(known), z.custom<string & {}>(isText, 'not a word')]);
}

export const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not a time');

export const maybeDecimal = maybe(decimalString);
export const maybeInstant = maybe(instant);
export const maybeText = maybe(z.string());

export const reason = z.object({
  code: z.string(),
  message: z.string(),
  numbers: maybe(z.record(z.string(), z.unknown())),
});
export type Reason = z.infer<typeof reason>;

export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: maybeText });
}
