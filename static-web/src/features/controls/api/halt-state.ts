import * as z from 'zod';
import { maybe, maybeInstant, maybeText } from '@/lib/schema';

export const haltState = z.object({
  halted: z.boolean(),
  reason: maybeText,
  flatten: maybe(z.boolean()),
  since: maybeInstant,
  by: maybeText,
});
export type HaltState = z.infer<typeof haltState>;
